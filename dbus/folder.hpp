// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <sdbus-c++/IConnection.h>

#include "dbus/call.hpp"
#include "dbus/member.hpp"
#include "dbus/raw.hpp"
#include "dbus/value.hpp"

namespace aio::dbus {

/// The objects of one interface below one path, each of which exists only while somebody asks for
/// it: a hundred thousand of them cost what one does. With sdbus-c++'s own objects, each takes 8.5
/// kB and 55 us. Owned by whoever owns the connection, which outlives it; of the thread that serves
/// that.
class Folder {
 public:
  /// What stands behind the objects; outlives the Folder. What a member throws is the caller's
  /// answer.
  class Contents {
   public:
    virtual ~Contents() = default;
    virtual std::vector<std::string> names() const = 0;
    /// An object's properties as they are now; nullopt when there is no such object.
    virtual std::optional<Properties> find(const std::string& name) const = 0;
    virtual void call(const std::string& name, Call call) = 0;
  };

  /// Listings of the root's ObjectManager with more objects than this in one Folder are refused.
  static constexpr std::size_t most_listed = 2000;

  /// `path` is a child of `root`, where an ObjectManager tells of the objects.
  Folder(sdbus::IConnection& connection,
         std::string root,
         std::string path,
         std::string interface,
         std::span<const Member> members,
         Contents& contents);
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  // Signals; throw sdbus::Error.
  void tell_added(const std::string& name, const Properties& all) const;
  void tell_removed(const std::string& name) const;
  void tell_changed(const std::string& name, const Properties& changed) const;

 private:
  struct Vtable;

  const Contents& contents() const noexcept { return contents_; }

  sd_bus* bus_;
  std::string root_;
  std::string path_;
  std::string interface_;
  Contents& contents_;
  std::unique_ptr<Vtable> vtable_;  // libsystemd keeps pointers to it
  Properties found_;                // of the object that was asked for last
  Slot objects_;
  Slot listing_;
};

/// The ObjectManager at a path, for all Folders below it; until the Slot goes.
Slot add_object_manager(sdbus::IConnection& connection, const std::string& path);

}  // namespace aio::dbus
