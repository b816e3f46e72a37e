// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <tuple>

#include <sdbus-c++/Types.h>

// sdbus-c++ 2 has these itself, and came with the header asked for here: `const auto& [a, b] = s`.
#if !__has_include(<sdbus-c++/VTableItems.h>)
template <class... Types>
struct std::tuple_size<sdbus::Struct<Types...>> : std::tuple_size<std::tuple<Types...>> {};

template <std::size_t index, class... Types>
struct std::tuple_element<index, sdbus::Struct<Types...>>
    : std::tuple_element<index, std::tuple<Types...>> {};
#endif
