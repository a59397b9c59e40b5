# Completion of rfcalc for fish: every word is asked of the program itself.
complete --command rfcalc --no-files --arguments "(env _RFCALC_COMPLETE=complete_fish _TYPER_COMPLETE_FISH_ACTION=get-args _TYPER_COMPLETE_ARGS=(commandline -cp) rfcalc)" --condition "env _RFCALC_COMPLETE=complete_fish _TYPER_COMPLETE_FISH_ACTION=is-args _TYPER_COMPLETE_ARGS=(commandline -cp) rfcalc"
complete --command receptive-fields --wraps rfcalc
