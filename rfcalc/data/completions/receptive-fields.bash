# Completion of the second name of rfcalc for bash, which looks for a file of the name that is typed.
. "${BASH_SOURCE[0]%/*}/rfcalc"
