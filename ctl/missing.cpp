// SPDX-License-Identifier: MIT
#include "ctl/missing.hpp"

#include "conf/names.hpp"

namespace aio::ctl {
namespace {

std::string hint(const std::string& word, const std::vector<std::string>& known) {
  const auto near = conf::nearest_in_any_case(word, known);
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
          hint(option, known)};
}

std::vector<std::string> section_names(const conf::Document& document) {
  std::vector<std::string> names;
  for (const conf::SectionText& section : document.sections()) names.emplace_back(section.name);
  return names;
}

std::vector<std::string> option_names(const conf::Document& document, const std::string& section) {
  std::vector<std::string> names;
  if (const conf::SectionText* const text = document.find_section(section); text != nullptr)
    for (const conf::OptionText& option : text->options) names.emplace_back(option.name);
  return names;
}

}  // namespace aio::ctl
