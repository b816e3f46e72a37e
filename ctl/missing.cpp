// SPDX-License-Identifier: MIT
#include "ctl/missing.hpp"

#include <algorithm>

#include "conf/names.hpp"

namespace aio::ctl {
namespace {

// Somebody who writes another case means the same name.
std::string hint(const std::string& word, const std::vector<std::string>& known) {
  const auto same = [word = conf::fold(word)](const auto& name) {
    return conf::fold(name) == word;
  };
  if (const auto found = std::ranges::find_if(known, same); found != known.end())
    return "did you mean '" + *found + "'?";
  const auto near = conf::nearest(word, known);
  return near ? "did you mean '" + *near + "'?" : "";
}

}  // namespace

Failure missing_section(const std::string& section, const std::vector<std::string>& known) {
  return {Exit::not_found, "there is no section [" + section + "]", hint(section, known)};
}

Failure missing_option(const std::string& section,
                       const std::string& option,
                       const std::vector<std::string>& known) {
  return {Exit::not_found, "there is no option '" + option + "' in [" + section + "]",
          hint(conf::fold(option), known)};
}

std::vector<std::string> section_names(const conf::Document& document) {
  std::vector<std::string> names;
  for (const conf::SectionText& section : document.sections()) names.push_back(section.name);
  return names;
}

std::vector<std::string> option_names(const conf::Document& document, const std::string& section) {
  std::vector<std::string> names;
  if (const conf::SectionText* const text = document.find_section(section); text != nullptr)
    for (const conf::OptionText& option : text->options) names.push_back(option.name);
  return names;
}

}  // namespace aio::ctl
