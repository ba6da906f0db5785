/** What goes wrong inside, or should not happen, by how it is said in English. */
export const sentencesOfFaults: Readonly<Record<string, string>> = {
  'Shoal has not started yet.': 'Shoal ist noch nicht gestartet.',
  'Shoal has already started.': 'Shoal ist schon gestartet.',
  'There is no such entry.': 'Diesen Eintrag gibt es nicht.',
  'A block is too large.': 'Ein Block ist zu groß.',
  'A line of a run is too long.': 'Eine Zeile einer Folge ist zu lang.',
  '{1} is damaged.': '{1} ist beschädigt.',
  'The key of this computer, {1}, is damaged. Put it back from a backup.':
    'Der Schlüssel dieses Computers, {1}, ist beschädigt. Hole ihn aus einer Sicherung zurück.',
  'git was not found. Install git 2.38 or later, then start Shoal again.':
    'git wurde nicht gefunden. Installiere git 2.38 oder neuer, dann starte Shoal noch einmal.',
  'git {1} is too old. Shoal needs git 2.38 or later.':
    'git {1} ist zu alt. Shoal braucht git 2.38 oder neuer.',
  'The name of {1} is not in UTF-8. Rename the folder, then add it again.':
    'Der Name von {1} ist nicht in UTF-8. Benenne den Ordner um, dann füge ihn noch einmal hinzu.',
  'it printed more than expected': 'es hat mehr ausgegeben als erwartet',
  'Shoal was ended while it changed files here. Look again in a moment; if this stays, look at what you have changed since, and run the command: it puts the files back as they were committed.':
    'Shoal wurde beendet, während es hier Dateien geändert hat. Sieh gleich noch einmal nach; wenn das so bleibt, sieh dir an, was du seitdem geändert hast, und führe den Befehl aus: Er stellt die Dateien so wieder her, wie sie committet sind.',
  'it holds {1}': 'sie enthält {1}',
  'it speaks for another peer': 'sie spricht für jemand anderen',
  'it names a project by the id of another one': 'sie nennt ein Projekt mit der Id eines anderen',
  'its index belongs to something else': 'sein Index gehört zu etwas anderem',
  'its files cannot be read': 'seine Dateien lassen sich nicht lesen',
  'A way in too many steps was offered.': 'Ein Weg in zu vielen Schritten wurde angeboten.',
  'What it builds on is gone.': 'Worauf es aufbaut, ist nicht mehr da.',
  'It is another reel now.': 'Es ist jetzt etwas anderes.',
  'Whoever has this': 'Wer das hat,',
  'The other side answered something else than was asked.':
    'Die andere Seite hat etwas anderes geantwortet, als gefragt war.',
  'A project in too many pieces was offered.': 'Ein Projekt in zu vielen Teilen wurde angeboten.',
  'A project in pieces that do not fit together was offered.':
    'Ein Projekt in Teilen, die nicht zusammenpassen, wurde angeboten.',
  'Name one teammate to fetch from with --as.': 'Nenne mit --as jemanden, von dem geholt wird.',
  'git could not change its settings: {1}': 'git konnte seine Einstellungen nicht ändern: {1}',
  'Shoal has found no {1} on this computer.':
    'Shoal hat auf diesem Computer nichts davon gefunden ({1}).',
  'That {1} is not on this computer. Here there are: {2}.':
    'Das ist nicht auf diesem Computer ({1}). Hier gibt es: {2}.',
  'what was answered names no release.': 'was geantwortet wurde, nennt keine Version.',
  'the answer was “{1}”. Try again later.':
    'die Antwort war „{1}“. Versuche es später noch einmal.',
  'the answer is longer than any release.': 'die Antwort ist länger als jede Version.',
  'the answer broke off. Try again later.': 'die Antwort brach ab. Versuche es später noch einmal.',
};
