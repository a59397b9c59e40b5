# Completion of rfcalc for bash: every word is asked of the program itself.
_rfcalc() {
    local words word
    words=$(IFS=$'\n'; printf '%s' "${COMP_WORDS[*]}")
    COMPREPLY=()
    while IFS= read -r word; do
        [[ -n $word ]] && COMPREPLY+=("$word")
    done < <(COMP_WORDS=$words COMP_CWORD=$COMP_CWORD _RFCALC_COMPLETE=complete_bash "$1" 2>/dev/null)
}

complete -o default -F _rfcalc rfcalc receptive-fields
