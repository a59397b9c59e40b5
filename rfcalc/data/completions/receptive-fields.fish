# Completion of the second name of rfcalc for fish, which looks for a file of the name that is typed.
source (dirname (status filename))/rfcalc.fish
