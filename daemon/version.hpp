// SPDX-License-Identifier: MIT
#pragma once

// CMake gives it, from project(VERSION).
#ifndef AIO_VERSION
#error "AIO_VERSION is not defined"
#endif
