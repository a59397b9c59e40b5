#compdef rfcalc receptive-fields
# Completion of rfcalc for zsh: every word is asked of the program itself.
_rfcalc() {
  eval $(env _TYPER_COMPLETE_ARGS="${words[1,$CURRENT]}" _RFCALC_COMPLETE=complete_zsh "${words[1]}" 2>/dev/null)
}

if [[ ${zsh_eval_context[-1]} == loadautofunc ]]; then
  _rfcalc "$@" # found on fpath, the file is the function: it answers at its first call
else
  compdef _rfcalc rfcalc receptive-fields
fi
