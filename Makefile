# SPDX-License-Identifier: MIT
# The short way. Everything here is CMake presets underneath: see CONTRIBUTING.md.
PREFIX ?= /usr/local
# Our own CI takes no warnings.
strict := $(if $(filter true,$(CI)),-DAIO_WERROR=ON)

.PHONY: help build run test stress fuzz bench deb install clean dependencies

help:
	@echo 'make build    the release build: build/bin/aiod and build/bin/aioctl'
	@echo 'make run      build, then run examples/hello in the foreground'
	@echo 'make test     build release, dev (ASan, UBSan) and tsan, run their tests'
	@echo 'make stress   the tests that can do more of what they do, at length: some minutes'
	@echo 'make fuzz     libFuzzer on the reading and editing of configurations: a minute each; SECONDS=600 for more'
	@echo 'make bench    build, then measure aio beside its peers; PARTS="tcp emit" for some of it'
	@echo 'make deb      the Debian packages aio and aio-dev, in build/packages; BUILT=build makes them of a build that is there'
	@echo 'make install  build, then install to PREFIX ($(PREFIX)); DESTDIR is heeded'
	@echo 'make clean    remove build/'
	@echo
	@echo 'all that build install the Debian packages that are missing, as root or with sudo.'

dependencies:
	@packaging/install-dependencies

build: dependencies build/build.ninja
	@cmake --build build --target programs

run: build
	@packaging/run-hello

test: dependencies
	@tests/run-all $(strict)

stress: dependencies
	@tests/run-stress

# clang 19 is some people's only.
fuzz:
	@packaging/install-dependencies fuzz
	@tests/run-fuzz $(SECONDS)

# The preset anew: a build folder of old may not have it.
bench: build
	@cmake --preset release $(strict) >/dev/null
	@cmake --build build --target aio-bench
	@build/bench/aio-bench $(PARTS)

deb:
	@packaging/install-dependencies deb
	@packaging/make-deb $(if $(BUILT),--built $(BUILT))

install: build
	@cmake --install build --prefix $(PREFIX)

clean:
	rm -rf build

# Ninja itself configures again when a CMake file changes.
build/build.ninja: | dependencies
	@cmake --preset release $(strict)
