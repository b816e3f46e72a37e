# cmake -D XML=... -D TABLE=... -D NAME=schedule -P make_table.cmake: the members of the XML's one interface as a table of
# aio::dbus::Member, "schedule_members".
file(READ ${XML} text)
string(REGEX REPLACE "<!--([^-]|-[^-])*-->" "" text "${text}")
string(REGEX MATCHALL "<(method|property|arg|annotation|/method|/property)[^>]*>" tags "${text}")

function(attribute tag name variable)
  if(tag MATCHES "[ \n]${name}=\"([^\"]*)\"")
    set(${variable} "${CMAKE_MATCH_1}" PARENT_SCOPE)
  else()
    set(${variable} "" PARENT_SCOPE)
  endif()
endfunction()

set(rows "")
foreach(tag IN LISTS tags)
  if(tag MATCHES "^<(method|property)[ \n]")
    set(kind ${CMAKE_MATCH_1})
    attribute("${tag}" name member)
    attribute("${tag}" type in)
    set(out "")
    set(in_names "")
    set(out_names "")
    set(change told)
  elseif(tag MATCHES "^<arg")
    attribute("${tag}" name name)
    attribute("${tag}" type type)
    attribute("${tag}" direction direction)
    string(APPEND ${direction} "${type}")
    string(APPEND ${direction}_names "${name}\\0")
  elseif(tag MATCHES "EmitsChangedSignal\"[ \n]+value=\"const\"")
    set(change never)
  elseif(tag MATCHES "EmitsChangedSignal\"[ \n]+value=\"false\"")
    set(change untold)
  endif()
  if(tag MATCHES "^</" OR (tag MATCHES "^<property" AND tag MATCHES "/>$"))
    string(APPEND rows "    {Member::Kind::${kind}, \"${member}\", \"${in}\", \"${out}\", "
                       "\"${in_names}${out_names}\", Member::Change::${change}},\n")
  endif()
endforeach()

get_filename_component(source ${XML} NAME)
file(WRITE ${TABLE} "// Made from ${source}; do not edit.
#pragma once

#include \"dbus/member.hpp\"

namespace aio::dbus {

inline constexpr Member ${NAME}_members[] = {
${rows}};

}  // namespace aio::dbus
")
