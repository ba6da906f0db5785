/** What is said of this computer, its repositories and its settings, by how it is said in English. */
export const sentencesOfMine: Readonly<Record<string, string>> = {
  'Shoal may not read or change {1}. Give your user the right to read and write it, and try again.':
    'Shoal darf {1} nicht lesen oder ändern. Gib dir das Recht, es zu lesen und zu schreiben, und versuche es noch einmal.',
  'Shoal cannot write to {1}: its disk is read-only. Make it writable, or choose another folder with --data.':
    'Shoal kann nicht nach {1} schreiben: Der Datenträger lässt sich nur lesen. Mache ihn beschreibbar, oder wähle mit --data einen anderen Ordner.',
  '{1} is not a folder. Move it away, or choose another data folder with --data.':
    '{1} ist kein Ordner. Schaffe es beiseite, oder wähle mit --data einen anderen Datenordner.',
  'The disk of Shoal’s data folder is full.': 'Der Datenträger mit dem Datenordner ist voll.',
  '{1} Until that is mended, what changes is forgotten when Shoal ends.':
    '{1} Bis das behoben ist, wird vergessen, was sich ändert, wenn Shoal endet.',
  'Port {1} for guests cannot be had. Choose another one with --port.':
    'Port {1} für Gäste ist nicht zu haben. Wähle mit --port einen anderen.',
  'Shoal cannot listen at {1}: {2}. Choose another place with --listen.':
    'Shoal kann an {1} nicht lauschen: {2}. Wähle mit --listen einen anderen Ort.',
  'this computer has no such address': 'dieser Computer hat keine solche Adresse',
  'that port is for the system alone': 'dieser Port ist dem System vorbehalten',
  'there is no such host': 'es gibt keinen solchen Rechner',
  'Port {1} is in use by another program. Choose another one with --listen.':
    'Port {1} benutzt ein anderes Programm. Wähle mit --listen einen anderen.',
  'Port {1} is in use by another program, so teammates reach you at another one. Choose another port in the settings, or end that program and start Shoal again.':
    'Port {1} benutzt ein anderes Programm, darum bist du an einem anderen zu erreichen. Wähle in den Einstellungen einen anderen Port, oder beende das Programm und starte Shoal neu.',
  'That time has passed already. Choose a later one.':
    'Diese Zeit ist schon vorbei. Wähle eine spätere.',
  'This Shoal was built without naming a place where its releases are.':
    'Dieses Shoal wurde gebaut, ohne zu nennen, wo es neuere gibt.',
  'Whether there is a newer Shoal could not be found out: {1}':
    'Ob es ein neueres Shoal gibt, war nicht herauszufinden: {1}',
  'there is no answer. Is this computer online?':
    'Es kommt keine Antwort. Ist dieser Computer im Internet?',
  'This {1} is not in the repository, or not any more. Look again: its branch may have moved.':
    'Das ist nicht im Repository, oder nicht mehr. Sieh noch einmal nach: Der Branch hat sich vielleicht bewegt.',
  'A name needs at least one letter.': 'Ein Name braucht mindestens einen Buchstaben.',
  'You have not looked at this before, so that nothing has changed since.':
    'Du hast das noch nicht angesehen, darum hat sich seither nichts geändert.',
  '“{1}” names something that is no commit: there is nothing to compare.':
    '„{1}“ nennt etwas, das kein Commit ist: Es gibt nichts zu vergleichen.',
  'This file is not among those that differ. Look again: the head may have moved.':
    'Diese Datei gehört nicht zu denen, die anders sind. Sieh noch einmal nach: Der Head hat sich vielleicht bewegt.',
  'The commits of this are not here. Fetch first.':
    'Die Commits davon sind nicht hier. Hole sie zuerst.',
  'You have no copy of this project. Clone it first.':
    'Du hast keine Kopie von diesem Projekt. Klone es zuerst.',
  '{1} has no commits yet. Commit something first, or clone the project instead.':
    '{1} hat noch keine Commits. Committe zuerst etwas, oder klone stattdessen das Projekt.',
  'Shoal does not know this repository. Add it first.':
    'Shoal kennt dieses Repository nicht. Füge es zuerst hinzu.',
  '{1} is not a repository that Shoal knows.': '{1} ist kein Repository, das Shoal kennt.',
  '{1} is not there any more. Put it back, or connect the disk that it is on; if it was moved, add it where it is now.':
    '{1} ist nicht mehr da. Lege es zurück, oder schließe den Datenträger an, auf dem es liegt; wenn es verschoben wurde, füge es dort hinzu, wo es jetzt ist.',
  '{1} is no git repository any more: its .git is gone or damaged, or the repository that it belongs to is. Put that back.':
    '{1} ist kein git-Repository mehr: Sein .git ist weg oder beschädigt, oder das Repository, zu dem es gehört, ist es. Stelle das wieder her.',
  '{1} cannot be read ({2}). Check the disk that it is on.':
    '{1} lässt sich nicht lesen ({2}). Prüfe den Datenträger, auf dem es liegt.',
  '{1} lacks objects of its history, or they cannot be read. “git fsck” there says which; get them back from a backup, or with “git fetch” from another copy.':
    '{1} fehlen Objekte seiner Geschichte, oder sie lassen sich nicht lesen. „git fsck“ dort sagt, welche; hole sie aus einer Sicherung zurück, oder mit „git fetch“ aus einer anderen Kopie.',
  'Another project is now at {1}. Choose who may see it if it is to be shared; or put the one back that was there.':
    'Unter {1} liegt jetzt ein anderes Projekt. Wähle, wer es sehen darf, wenn es geteilt werden soll; oder lege das zurück, das dort war.',
  'Teammates cannot get all that {1} shares: something in its history takes more than 4 GiB, which no Shoal takes in one piece. Share only branches and tags that lead to nothing so large.':
    'Andere bekommen nicht alles, was {1} teilt: Etwas in seiner Geschichte braucht mehr als 4 GiB, und das nimmt kein Shoal am Stück. Teile nur Branches und Tags, die zu nichts so Großem führen.',
  'Nothing is shared yet, so there is nothing to open. Share a repository, or name those that are to be open.':
    'Noch ist nichts geteilt, darum gibt es nichts zu öffnen. Teile ein Repository, oder nenne die, die offen sein sollen.',
  '“{1}” is already a remote of this repository. Choose another name for these heads.':
    '„{1}“ ist schon ein Remote dieses Repositorys. Wähle einen anderen Namen für diese Heads.',
  'The remote “{1}” was removed here. Fetch once to follow again.':
    'Der Remote „{1}“ wurde hier entfernt. Hole einmal, um wieder zu folgen.',
  'This cannot be undone: {1}.': 'Das lässt sich nicht rückgängig machen: {1}.',
  'it was undone already': 'es wurde schon rückgängig gemacht',
  'not all that it brought is remembered; undo single heads of it':
    'nicht alles, was es brachte, ist noch bekannt; nimm einzelne Heads zurück',
  'the repository is not there': 'das Repository ist nicht da',
  'git has cleaned up what was there before': 'git hat weggeräumt, was vorher da war',
  'it has changed again since': 'es hat sich seither wieder geändert',
  'git is at work there; try again in a moment':
    'git arbeitet dort gerade; versuche es gleich noch einmal',
  'another ref of yours has its name now': 'ein anderer Ref von dir hat jetzt diesen Namen',
  'another branch is checked out now': 'ein anderer Branch ist jetzt ausgecheckt',
  '{1} has changed again since': '{1} hat sich seither wieder geändert',
  '{1} has commits of yours by now': '{1} hat inzwischen Commits von dir',
  '{1} is not there any more': '{1} ist nicht mehr da',
  'it only stands for another branch': 'er steht nur für einen anderen Branch',
  'there is no such branch here': 'so einen Branch gibt es hier nicht',
  'it has commits of yours': 'er hat Commits von dir',
  'something is under way there': 'dort ist etwas im Gange',
  'it has changes of yours': 'er hat Änderungen von dir',
  'a file of yours is in the way': 'eine Datei von dir ist im Weg',
  'git is at work there': 'git arbeitet dort gerade',
  'it has moved meanwhile': 'er hat sich inzwischen bewegt',
  'Name one repository for branches that move along.':
    'Nenne ein Repository für Branches, die mitgehen.',
  '{1} is not a git repository. Choose a folder that git works in.':
    '{1} ist kein git-Repository. Wähle einen Ordner, in dem git arbeitet.',
  '{1} does not exist. {2}': '{1} gibt es nicht. {2}',
  'Check its name, and whether the disk that it is on is there.':
    'Prüfe den Namen, und ob der Datenträger da ist, auf dem es liegt.',
  "{1} belongs to another user. Run: git config --global --add safe.directory '{2}'":
    "{1} gehört jemand anderem. Führe aus: git config --global --add safe.directory '{2}'",
  '{1} is a shallow clone. Run “git fetch --unshallow” there first.':
    '{1} ist ein flacher Klon. Führe dort zuerst „git fetch --unshallow“ aus.',
  '{1} is a partial clone, which lacks objects. Use a full clone.':
    '{1} ist ein Teilklon, dem Objekte fehlen. Nimm einen vollständigen Klon.',
  '“{1}” is no name for a branch. Choose another one.':
    '„{1}“ ist kein Name für einen Branch. Wähle einen anderen.',
  'You have a branch “{1}”, or one whose name is in its way. Choose another name.':
    'Du hast einen Branch „{1}“, oder einen, dessen Name im Weg ist. Wähle einen anderen Namen.',
  'It conflicts by now. Look again.': 'Inzwischen gibt es Konflikte. Sieh noch einmal nach.',
  'git is at work there. Try again in a moment; if nothing runs any more, remove its lock with the command.':
    'git arbeitet dort gerade. Versuche es gleich noch einmal; wenn nichts mehr läuft, entferne die Sperre mit dem Befehl.',
  'A file of yours that is not committed is in the way. Move it, or commit it, and try again.':
    'Eine Datei von dir, die nicht committet ist, ist im Weg. Verschiebe oder committe sie, und versuche es noch einmal.',
  'The branch has moved meanwhile. Look again.':
    'Der Branch hat sich inzwischen bewegt. Sieh noch einmal nach.',
  'No branch is checked out there. Check one out, then merge into it.':
    'Dort ist kein Branch ausgecheckt. Checke einen aus, dann merge hinein.',
  '{1} has all of this already.': '{1} hat das alles schon.',
  'It has no commit in common with {1}.': 'Es hat keinen Commit mit {1} gemeinsam.',
  'Whether it merges could not be found out in time. Merge it with git itself.':
    'Ob es sich mergen lässt, war nicht rechtzeitig herauszufinden. Merge es mit git selbst.',
  'It conflicts in {1}. Merge it with git itself, and settle them there.':
    'Es hat Konflikte in {1}. Merge es mit git selbst, und löse sie dort.',
  'The project’s attributes, or your settings, choose how files are merged. Merge it with git itself.':
    'Die Attribute des Projekts oder deine Einstellungen bestimmen, wie Dateien gemergt werden. Merge es mit git selbst.',
  'You sign your commits, which Shoal cannot. Merge it with git itself.':
    'Du signierst deine Commits, und das kann Shoal nicht. Merge es mit git selbst.',
  'git does not know your name and address for commits. Set both, then try again.':
    'git kennt deinen Namen und deine Adresse für Commits nicht. Setze beides, dann versuche es noch einmal.',
  'There is {1} under way. End it first.': 'Dort ist etwas im Gange ({1}). Beende es zuerst.',
  'Nothing has been committed there yet. Commit something first.':
    'Dort ist noch nichts committet. Committe zuerst etwas.',
  'The repository’s own settings name programs to run on files, which Shoal does not start. Use git itself.':
    'Die eigenen Einstellungen des Repositorys nennen Programme für Dateien, und die startet Shoal nicht. Nimm git selbst.',
  'There are changes that are not committed. Commit them, or put them aside.':
    'Es gibt Änderungen, die nicht committet sind. Committe sie, oder lege sie beiseite.',
  'This repository is bare: it has no files to change.':
    'Dieses Repository ist „bare“: Es hat keine Dateien, die sich ändern ließen.',
  'The folder that is said to hold its files does not belong to it. Use git itself.':
    'Der Ordner, der seine Dateien enthalten soll, gehört nicht dazu. Nimm git selbst.',
  'Type the full path of a folder.': 'Gib den ganzen Pfad eines Ordners ein.',
  'Type the address of a repository.': 'Gib die Adresse eines Repositorys ein.',
  'It has no IPv4 address.': 'Sie hat keine IPv4-Adresse.',
  'Only {1} was asked for.': 'Verlangt war nur {1}.',
  'It reaches this computer only.': 'Sie erreicht nur diesen Computer.',
  'It belongs to containers or virtual machines.':
    'Sie gehört zu Containern oder virtuellen Maschinen.',
  'It is for AirDrop and the like.': 'Sie ist für AirDrop und Ähnliches.',
  'It looks like a VPN, where teammates cannot be found by looking around.':
    'Sie sieht aus wie ein VPN, und dort findet man andere nicht, indem man sich umsieht.',
  'There is no network interface called {1}. Present are: {2}.':
    'Es gibt keine Netzwerkschnittstelle namens {1}. Vorhanden sind: {2}.',
  'Shoal cannot look around on {1}. {2}': 'Shoal kann sich an {1} nicht umsehen. {2}',
  'This computer is on no network where teammates could be found. Connect to one, or add a teammate by address.':
    'Dieser Computer ist in keinem Netzwerk, in dem sich jemand finden ließe. Verbinde dich mit einem, oder füge jemanden per Adresse hinzu.',
  'Another program keeps the port for mDNS (UDP 5353) to itself.':
    'Ein anderes Programm behält den Port für mDNS (UDP 5353) für sich.',
  'The system or a firewall forbids mDNS (UDP port 5353).':
    'Das System oder eine Firewall verbietet mDNS (UDP-Port 5353).',
  'The network there is not ready.': 'Das Netzwerk dort ist noch nicht bereit.',
  'mDNS does not work there ({1}).': 'mDNS geht dort nicht ({1}).',
  'The part of Shoal that talks to git could not be started. Start Shoal again.':
    'Der Teil von Shoal, der mit git spricht, ließ sich nicht starten. Starte Shoal neu.',
  'Shoal is restarting after a fault. Try again in a few seconds.':
    'Shoal startet nach einem Fehler neu. Versuche es in ein paar Sekunden noch einmal.',
  'Shoal has no window here to pick a folder in. Type its path.':
    'Shoal hat hier kein Fenster, um einen Ordner zu wählen. Gib den Pfad ein.',
  'Shoal has no desktop here to open a folder on.':
    'Shoal hat hier keinen Desktop, um einen Ordner zu öffnen.',
  'Shoal has no desktop here to open a program on.':
    'Shoal hat hier keinen Desktop, um ein Programm zu öffnen.',
  'Shoal has no desktop here to show a file on. It is {1}.':
    'Shoal hat hier keinen Desktop, um eine Datei zu zeigen. Es ist {1}.',
  'Shoal runs without a window here. Let the system start “shoal serve”, as a service of its own.':
    'Shoal läuft hier ohne Fenster. Lass das System „shoal serve“ als eigenen Dienst starten.',
  'Only the desktop app knows whether this computer runs on its battery.':
    'Nur die Desktop-App weiß, ob dieser Computer im Akkubetrieb läuft.',
  '{1} could not be started in {2}.': '{1} ließ sich in {2} nicht starten.',
  '{1} could not be opened: {2}': '{1} ließ sich nicht öffnen: {2}',
  'That program was not here when Shoal was started.':
    'Dieses Programm war nicht da, als Shoal gestartet wurde.',
  'Type a number, as in 5 or 0.5.': 'Gib eine Zahl ein, wie 5 oder 0,5.',
  'At least {1} MB/s.': 'Mindestens {1} MB/s.',
  'That is as good as no limit; leave it out.': 'Das ist so gut wie keine Grenze; lass es leer.',
  'It must be on or off.': 'Es muss an oder aus sein.',
  'It must have 1 to {1} characters, in one line.':
    'Es muss 1 bis {1} Zeichen haben, in einer Zeile.',
  'It must be the whole path of a folder, or “usual”.':
    'Es muss der ganze Pfad eines Ordners sein, oder „usual“.',
  'It must be 1 to {1}, or “any”.': 'Es muss 1 bis {1} sein, oder „any“.',
  'It must be megabytes a second, such as 5 or 0.5, or “off”.':
    'Es müssen Megabyte pro Sekunde sein, wie 5 oder 0,5, oder „off“.',
  'It must be names with commas between them, or “all”.':
    'Es müssen Namen mit Kommas dazwischen sein, oder „all“.',
  '“{1}” cannot be set to that. {2}': '„{1}“ kann das nicht sein. {2}',
  'The connection to Shoal was lost. Is it still running?':
    'Die Verbindung zu Shoal ist abgerissen. Läuft es noch?',
  'Something went wrong inside Shoal. The details are in its log.':
    'In Shoal ist etwas schiefgegangen. Einzelheiten stehen im Protokoll.',
};
