// SPDX-License-Identifier: MIT
#include "ctl/config_source.hpp"

#include <sys/stat.h>

#include <cstdint>
#include <optional>
#include <utility>

#include "conf/config.hpp"
#include "conf/document.hpp"
#include "conf/facts.hpp"
#include "conf/interpolation.hpp"
#include "conf/place_order.hpp"
#include "conf/problem.hpp"
#include "ctl/client.hpp"
#include "ctl/config_file.hpp"
#include "ctl/failure.hpp"
#include "ctl/known.hpp"
#include "ctl/missing.hpp"

namespace aio::ctl {
namespace {

/// Of the file as a whole, since nobody remembers the value before; what is in no file has none.
void add_file_time(Properties& to, const conf::Origin& origin) {
  struct stat status = {};
  const bool is_in_a_file = origin.layer != conf::LayerKind::defaults;
  if (!is_in_a_file || ::stat(origin.place.file.c_str(), &status) != 0) return;
  to.emplace_back("file_changed_usec",
                  static_cast<std::uint64_t>(status.st_mtim.tv_sec) * 1'000'000 +
                      static_cast<std::uint64_t>(status.st_mtim.tv_nsec) / 1'000);
}

/// -f: only what stands in this file, as it stands there.
class RawFile final : public ConfigSource {
 public:
  explicit RawFile(conf::Document document) : document_(std::move(document)) {}

  std::vector<Section> sections() override {
    std::vector<Section> all;
    for (const conf::SectionText& text : document_.sections()) all.push_back(section_of(text));
    return all;
  }

  bool has_section(const std::string& name) override {
    return document_.find_section(name) != nullptr;
  }

  Section section(const std::string& name) override {
    const conf::SectionText* const text = document_.find_section(name);
    if (text == nullptr) throw missing_section(name, section_names(document_));
    return section_of(*text);
  }

  std::string value(const std::string& section, const std::string& option) override {
    if (!has_section(section)) throw missing_section(section, section_names(document_));
    const conf::OptionText* const text = document_.find_option(section, option);
    if (text == nullptr) throw missing_option(section, option, option_names(document_, section));
    return std::string(text->value);
  }

  Where where(const std::string&, const std::string&) override {
    throw Failure(Exit::usage, "--file is one layer alone, and --where tells of all",
                  "-c FILE shows what FILE comes to");
  }

 private:
  static Section section_of(const conf::SectionText& text) {
    Section section{std::string(text.name), {}};
    for (const conf::OptionText& option : text.options)
      section.values.emplace_back(option.name, option.value);
    return section;
  }

  conf::Document document_;
};

/// -c: what aiod would make of the file.
class Effective final : public ConfigSource {
 public:
  explicit Effective(std::shared_ptr<const conf::Config> config) : config_(std::move(config)) {}

  std::vector<Section> sections() override {
    std::vector<Section> all;
    for (const std::string& name : section_names()) all.push_back(read(name));
    refuse_mistakes();
    return all;
  }

  bool has_section(const std::string& name) override { return config_->has_section(name); }

  Section section(const std::string& name) override {
    require(name);
    Section section = read(name);
    refuse_mistakes();
    return section;
  }

  std::string value(const std::string& section, const std::string& option) override {
    require(section);
    const auto value = read(section, option);
    refuse_mistakes();
    if (!value) throw missing_option(section, option, config_->options(section));
    return *value;
  }

  Where where(const std::string& section, const std::string& option) override {
    const auto found = conf::where(*config_, section, option);
    if (!found && !conf::has_section_or_keys(*config_, section)) require(section);
    if (!found) throw missing_option(section, option, conf::known_options(*config_, section));
    const conf::WhereFacts facts = conf::facts_of(*found);
    Where where{properties_of(facts.of), properties_of(facts.origins), properties_of(facts.steps)};
    if (!found->origins.empty()) add_file_time(where.of, found->origins.front());
    return where;
  }

 private:
  std::vector<std::string> section_names() const {
    std::vector<std::string> names = config_->sections();
    names.emplace(names.begin(), conf::default_section);
    return names;
  }

  void require(const std::string& section) const {
    if (!config_->has_section(section)) throw missing_section(section, section_names());
  }

  Section read(const std::string& name) {
    Section section{name, {}};
    for (const std::string& option : config_->options(name))
      section.values.emplace_back(option, read(name, option).value_or(""));
    return section;
  }

  std::optional<std::string> read(const std::string& section, const std::string& option) try {
    return config_->printable(section, option);
  } catch (const conf::InterpolationError& error) {
    mistakes_.push_back(config_->problem(error));
    return std::nullopt;
  }

  /// All of what cannot be read, each once: several values may refer to the same bad one.
  void refuse_mistakes() {
    if (mistakes_.empty()) return;
    throw Failure(Exit::bad_config,
                  conf::rendered(conf::each_once(std::move(mistakes_), config_->files())));
  }

  std::shared_ptr<const conf::Config> config_;
  conf::Problems mistakes_;
};

/// What the daemon runs with.
class Daemon final : public ConfigSource {
 public:
  explicit Daemon(const Options& options) : client_(options) { client_.require_daemon(); }

  std::vector<Section> sections() override { return client_.sections(); }

  bool has_section(const std::string& name) override {
    for (const Section& section : client_.sections())
      if (section.name == name) return true;
    return false;
  }

  Section section(const std::string& name) override { return client_.section(name); }

  std::string value(const std::string& section, const std::string& option) override {
    return client_.value(section, option);
  }

  Where where(const std::string& section, const std::string& option) override {
    return client_.where(section, option);
  }

 private:
  Client client_;
};

std::unique_ptr<ConfigSource> daemon(const Options& options) {
  try {
    return std::make_unique<Daemon>(options);
  } catch (const Failure& failure) {
    if (failure.exit() != Exit::no_daemon) throw;
    throw Failure(Exit::no_daemon, failure.what(),
                  "-c FILE shows what FILE comes to, -f FILE what stands in it");
  }
}

}  // namespace

std::unique_ptr<ConfigSource> source_of(const Options& options) {
  if (!options.raw_file.empty()) return std::make_unique<RawFile>(read_document(options.raw_file));
  if (!options.file.empty()) return std::make_unique<Effective>(read_effective(search_of(options)));
  return daemon(options);
}

}  // namespace aio::ctl
