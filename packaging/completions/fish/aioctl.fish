# SPDX-License-Identifier: MIT
# fish completion of aioctl(1). Live names are asked of aioctl itself, on the bus that the line names; verbs that only
# read never start a service, and without a daemon there are simply no names.

function __aioctl_call
    set -l route
    set -l from
    set -l next
    for word in (commandline -opc)
        if set -q next[1]
            switch $next
                case --address --host --machine
                    set route $next=$word
                case -H
                    set route --host=$word
                case -M
                    set route --machine=$word
                case '*'
                    set from $next $word
            end
            set next
            continue
        end
        switch $word
            case --system --user '--address=*' '--host=*' '--machine=*'
                set route $word
            case '--config=*' '--file=*'
                set from $word
            case --address -H --host -M --machine -c --config -f --file
                set next $word
        end
    end
    contains -- "$argv[1]" config --help; or set from
    command aioctl $route --timeout=2s $argv[1] $from $argv[2..] 2>/dev/null </dev/null
end

function __aioctl_ask
    __aioctl_call $argv --json=pretty
end

# The words before the cursor that are no options nor their values; of config those behind -g, -s, --unset or --where.
function __aioctl_words
    set -l skip 0
    for word in (commandline -opc)[2..]
        if test $skip = 1
            set skip 0
            continue
        end
        switch $word
            case --address -H --host -M --machine --timeout -c --config -f --file --filter --junit --repeat --kind --drop-in
                set skip 1
            case '-*'
            case '*'
                echo $word
        end
    end
end

function __aioctl_verb
    set -l words (__aioctl_words)
    contains -- "$words[1]" $argv
end

function __aioctl_bare
    test (count (__aioctl_words)) = 0
end

# All that is behind a command is its own.
function __aioctl_command
    not __aioctl_bare; and not __aioctl_verb $__aioctl_verbs
end

# The first word behind one of these verbs.
function __aioctl_first
    __aioctl_verb $argv; and test (count (__aioctl_words)) = 1
end

function __aioctl_second
    __aioctl_verb $argv; and test (count (__aioctl_words)) = 2
end

# Behind -g or --where, or where -s or --unset want a name; what stands for VALUE is the user's own.
function __aioctl_wants_name
    __aioctl_verb config; or return
    set -l tokens (commandline -opc)
    for i in (seq (count $tokens))
        set -l behind (math (count $tokens) - $i)
        switch $tokens[$i]
            case -g --get --where
                test $behind = 0
                return
            case --unset
                return 0
            case -s --set
                test (math $behind % 2) = 0
                return
        end
    end
    return 1
end

# Out of names in JSON: those with control characters are left out.
set -g __aioctl_plain '/\\\\[bfnrtu]/d; s/\\\\\\(["\\\\/]\\)/\\1/g'

function __aioctl_names
    __aioctl_ask $argv | sed -n '/^      "name": "/{s/^      "name": "\(.*\)",\{0,1\}$/\1/; '$__aioctl_plain'; p}'
end

# Of [aio/commands], as --help lists them.
function __aioctl_commands
    __aioctl_call --help | sed -n '/^Commands/,/^$/s/^  \([a-z0-9][a-z0-9_-]*\) .*/\1/p'
end

# KIND/NAME for the kinds given, and NAME.
function __aioctl_items
    for kind in $argv
        for name in (__aioctl_names list-{$kind}s)
            printf '%s\n' $kind/$name
            test -z (commandline -ct); or printf '%s\n' $name
        end
    end
end

# S and a section, then O and each option that stands in it.
function __aioctl_set_options
    __aioctl_ask config | sed -n 's/^  "\(.*\)": {\(},\{0,1\}\)\{0,1\}$/S\1/; s/^    "\(\([^"\\\\]\|\\\\.\)*\)": ".*/O\1/; /^[SO]/{'$__aioctl_plain'; p}'
end

# The same of all the keys that there are, where a name may be set that is not set yet; the section is schedule/NAME for
# all such ones.
function __aioctl_keys
    set -l tokens (commandline -opc)
    contains -- -s $tokens; or contains -- --set $tokens; or contains -- --where $tokens; or return
    __aioctl_ask config --schema | sed -n 's/^      "section": "\(.*\)",$/S\1/; s/^      "key": "\([^*].*\)",$/O\1/; /^[SO]/{'$__aioctl_plain'; p}'
end

# Sections, once one is typed its options.
function __aioctl_sections
    set -l section
    set -l typed (commandline -ct | string unescape)
    set -l typed_section (string replace -r ':[^:]*$' '' -- "$typed")
    begin
        __aioctl_set_options
        __aioctl_keys
    end | while read -l line
        set -l name (string sub -s 2 -- $line)
        if string match -q 'S*' -- $line
            set section $name
            if string match -qr '[/_]NAME$' -- $name
                set section
                set -l family (string replace -r 'NAME$' '' -- $name)
                string match -q -- '*:*' "$typed"; and string match -q -- "$family*" "$typed_section"; and set section $typed_section
            end
            set -q section[1]; and printf '%s\n' $section
        else if set -q section[1]; and string match -q -- '*:*' "$typed"
            printf '%s\n' $section:$name
        end
    end | sort -u
end

set -g __aioctl_verbs status list-schedules list-servers list-listeners list-modules is-active monitor emit trigger \
    pause resume start stop config reload log-level new build test run
set -l bare __aioctl_bare
set -l asking "not __aioctl_verb new build run; and not __aioctl_command"

complete -c aioctl -f

complete -c aioctl -n "$bare" -a status -d 'How the daemon and all that it runs stand'
complete -c aioctl -n "$bare" -a list-schedules -d 'Schedules, and when they run'
complete -c aioctl -n "$bare" -a list-servers -d 'Servers, and their connections'
complete -c aioctl -n "$bare" -a list-listeners -d 'Signals, and what listens to them'
complete -c aioctl -n "$bare" -a list-modules -d 'Modules, and where they are'
complete -c aioctl -n "$bare" -a is-active -d 'Whether one of them does its work'
complete -c aioctl -n "$bare" -a monitor -d 'What happens, as it happens'
complete -c aioctl -n "$bare" -a emit -d 'Call the listeners of a signal'
complete -c aioctl -n "$bare" -a trigger -d 'Run a schedule now'
complete -c aioctl -n "$bare" -a pause -d 'Hold a schedule or a server'
complete -c aioctl -n "$bare" -a resume -d 'Let it go on after pause'
complete -c aioctl -n "$bare" -a start -d 'Start a schedule or a server again'
complete -c aioctl -n "$bare" -a stop -d 'Stop a schedule or a server'
complete -c aioctl -n "$bare" -a config -d 'Read, change or check the configuration'
complete -c aioctl -n "$bare" -a reload -d 'Have the daemon read its configuration again'
complete -c aioctl -n "$bare" -a log-level -d 'What is logged, until the daemon ends'
complete -c aioctl -n "$bare" -a new -d 'Write a new module, or one of programs'
complete -c aioctl -n "$bare" -a build -d 'Compile modules of one source each'
complete -c aioctl -n "$bare" -a test -d 'Run the tests of modules'
complete -c aioctl -n "$bare" -a run -d 'Run the daemon in the foreground'

complete -c aioctl -n "$bare" -a '(__aioctl_commands)' -d Command
complete -c aioctl -n __aioctl_command -F

complete -c aioctl -n "$asking" -l json -d 'JSON on one line'
complete -c aioctl -n "$asking; and string match -q -- '--json=*' (commandline -ct)" -a '--json=short --json=pretty'
complete -c aioctl -n "$asking" -l timeout -x -d 'Give up after this time, with exit status 124'
complete -c aioctl -n "$asking" -s l -l full -d 'Cut nothing that is too wide'
complete -c aioctl -n "$asking" -l no-pager -d 'Show all at once, through no pager'
complete -c aioctl -n "not __aioctl_verb run; and not __aioctl_command" -s q -l quiet -d 'Print nothing but errors'
complete -c aioctl -n "not __aioctl_verb new build; and not __aioctl_command" -l system -d 'The aiod on the system bus'
complete -c aioctl -n "not __aioctl_verb new build; and not __aioctl_command" -l user -d 'The aiod on the user\'s bus'
complete -c aioctl -n "not __aioctl_verb new build; and not __aioctl_command" -l address -x -d 'The aiod on the bus at this address'
complete -c aioctl -n "$asking; and not __aioctl_verb test" -s H -l host -x -d 'The aiod of another host, by ssh'
complete -c aioctl -n "$asking; and not __aioctl_verb test" -s M -l machine -x -d 'The aiod of a container of this host'
complete -c aioctl -n "not __aioctl_command" -s h -l help -d 'Print help'
complete -c aioctl -n "not __aioctl_command" -l version -d 'Print the version'
complete -c aioctl -n "$bare; or __aioctl_verb emit trigger" -l no-wait -d 'Return when all has begun'
complete -c aioctl -n "$bare; or __aioctl_verb config run test" -s c -l config -r -F -d 'This configuration'
complete -c aioctl -n "$bare; or __aioctl_verb config" -s f -l file -r -F -d 'This file as it stands'
complete -c aioctl -n "$bare; or __aioctl_verb config" -l check -d 'Every mistake that aiod would find'
complete -c aioctl -n "$bare; or __aioctl_verb config" -l plan -d 'What it would do, with nothing done'
complete -c aioctl -n "$bare; or __aioctl_verb config" -l runtime -d 'Set in no file, over all of them'
complete -c aioctl -n "$bare; or __aioctl_verb config" -l revert-after -x -d 'Undo it then unless confirmed'
complete -c aioctl -n "$bare; or __aioctl_verb config" -l confirm -d 'Keep what --revert-after would undo'
complete -c aioctl -n "$bare; or __aioctl_verb config" -l yes -d 'Apply it without asking'
complete -c aioctl -n "$bare; or __aioctl_verb config" -l drop-in -x -d 'The drop-in FILE.d/NAME.conf'
complete -c aioctl -n "$bare; or __aioctl_verb config" -l schema -d 'Every key that aio has, and what for'
complete -c aioctl -n "$bare; or __aioctl_verb new" -l program -d 'A script in place of C++'
complete -c aioctl -n "$bare; or __aioctl_verb monitor" -l kind -x -a 'run signal config connection' -d 'Run, signal, config or connection'
complete -c aioctl -n "$bare; or __aioctl_verb test" -l filter -x -d 'Only these tests'
complete -c aioctl -n "$bare; or __aioctl_verb test" -l list -d 'Only the tests\' names'
complete -c aioctl -n "$bare; or __aioctl_verb test" -l junit -r -F -d 'Write JUnit\'s XML'
complete -c aioctl -n "$bare; or __aioctl_verb test" -l repeat -x -d 'Each so often, or until it fails'
complete -c aioctl -n "__aioctl_verb config" -s g -l get -d 'One option\'s value, or a section\'s options'
complete -c aioctl -n "__aioctl_verb config" -s s -l set -d 'Set options'
complete -c aioctl -n "__aioctl_verb config" -l unset -d 'Remove options'
complete -c aioctl -n "__aioctl_verb config" -l where -d 'Where a value comes from'

complete -c aioctl -n "__aioctl_first config; and not __aioctl_wants_name" -a edit -d 'The file in $EDITOR'
complete -c aioctl -n "__aioctl_first status is-active" -a '(__aioctl_items schedule server listener module)'
complete -c aioctl -n "__aioctl_first monitor" -a '(__aioctl_items schedule server)'
complete -c aioctl -n "__aioctl_first pause resume start stop" -a '(__aioctl_items schedule server)'
complete -c aioctl -n "__aioctl_first trigger list-schedules" -a '(__aioctl_names list-schedules)' -d Schedule
complete -c aioctl -n "__aioctl_first list-servers" -a '(__aioctl_names list-servers)' -d Server
complete -c aioctl -n "__aioctl_first emit list-listeners" -a '(__aioctl_names list-listeners)' -d Signal
complete -c aioctl -n "__aioctl_first list-modules" -a '(__aioctl_names list-modules)' -d Module
complete -c aioctl -n "__aioctl_first log-level" -a '(__aioctl_names log-level)' -d Logger
complete -c aioctl -n "__aioctl_second log-level" -a 'DEBUG INFO WARNING ERROR CRITICAL NOTSET default' -d Level
complete -c aioctl -n "__aioctl_verb test" -a '(__aioctl_names list-modules)' -d Module
complete -c aioctl -n "__aioctl_verb build" -F
complete -c aioctl -n __aioctl_wants_name -a '(__aioctl_sections)'
