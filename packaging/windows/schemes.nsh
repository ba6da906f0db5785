; shoal:// and gtp:// open the app; electron-builder registers schemes on macOS and Linux only.
!macro registerScheme SCHEME
  WriteRegStr SHCTX "Software\Classes\${SCHEME}" "" "URL:${SCHEME}"
  WriteRegStr SHCTX "Software\Classes\${SCHEME}" "URL Protocol" ""
  WriteRegStr SHCTX "Software\Classes\${SCHEME}\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
!macroend

!macro customInstall
  !insertmacro registerScheme shoal
  !insertmacro registerScheme gtp
!macroend

!macro customUnInstall
  DeleteRegKey SHCTX "Software\Classes\shoal"
  DeleteRegKey SHCTX "Software\Classes\gtp"
!macroend
