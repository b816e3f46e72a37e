# SPDX-License-Identifier: MIT
# fish completion of aiod(8).
complete -c aiod -f
complete -c aiod -s c -l config -r -F -d 'Read this file'
complete -c aiod -l check -d 'Check the configuration, run nothing'
complete -c aiod -l system -d 'The system bus'
complete -c aiod -l user -d 'The user\'s bus'
complete -c aiod -l address -x -a none -d 'The bus at this address; none: no bus at all'
complete -c aiod -s h -l help -d 'Print help'
complete -c aiod -l version -d 'Print the version'
