@"%~dp0node.exe" "%~dp0..\out\main\shoal.js" %*
