/** What is said of teammates, of what they send and of transfers, by how it is said in English. */
export const sentencesOfPeers: Readonly<Record<string, string>> = {
  '{1} left before everything was here. Nothing was changed; try again later.':
    '{1} ist gegangen, bevor alles da war. Nichts wurde geändert; versuche es später noch einmal.',
  '{1} is here, but sends nothing, or next to nothing. Nothing was changed; try again later.':
    '{1} ist da, schickt aber nichts oder fast nichts. Nichts wurde geändert; versuche es später noch einmal.',
  '{1} has a full disk, and cannot give this. Ask them to make room, then try again.':
    'Bei {1} ist der Datenträger voll, darum geht es von dort nicht. Bitte darum, Platz zu schaffen, und versuche es noch einmal.',
  '{1} could not answer. Try again in a moment.':
    '{1} konnte nicht antworten. Versuche es gleich noch einmal.',
  '{1} no longer shares this. Look again in a moment: its heads may just have moved.':
    '{1} teilt das nicht mehr. Sieh gleich noch einmal nach: Vielleicht haben sich die Heads gerade bewegt.',
  '{1} cannot use its own copy of this at the moment, and Shoal says there why. Take it from somebody else, or try again when that is mended.':
    '{1} kann die eigene Kopie davon im Moment nicht benutzen, und Shoal sagt dort, warum. Nimm es von jemand anderem, oder versuche es noch einmal, wenn das behoben ist.',
  '{1} sent damaged data ({2}). Nothing was changed.':
    '{1} hat beschädigte Daten geschickt ({2}). Nichts wurde geändert.',
  '{1} sent something that takes far too long to unpack. Nothing was changed; if you trust {2}, say so and try again.':
    '{1} hat etwas geschickt, das sich viel zu langsam auspacken lässt. Nichts wurde geändert; wenn du {2} vertraust, sage es und versuche es noch einmal.',
  'What {1} shares has more than {2} files. If you trust {3}, say so and try again.':
    'Was {1} teilt, hat mehr als {2} Dateien. Wenn du {3} vertraust, sage es und versuche es noch einmal.',
  'The files that {1} shares would take more than {2}, far more than what was sent. If you trust {3}, say so and try again.':
    'Die Dateien, die {1} teilt, würden mehr als {2} brauchen, weit mehr als geschickt wurde. Wenn du {3} vertraust, sage es und versuche es noch einmal.',
  '{1} sent something else than was asked for. It was taken from others instead.':
    '{1} hat etwas anderes geschickt als verlangt. Es wurde stattdessen von anderen genommen.',
  '{1} told of other pieces than this is made of. Others told what is so.':
    '{1} hat andere Teile genannt als die, aus denen das besteht. Andere haben gesagt, wie es ist.',
  '{1} broke off again and again.': '{1} hat immer wieder abgebrochen.',
  '{1} answered something that Shoal does not understand.':
    '{1} hat etwas geantwortet, das Shoal nicht versteht.',
  '{1} answered something that was not asked for.':
    '{1} hat etwas geantwortet, wonach nicht gefragt wurde.',
  '{1} answered something else than it was asked for.':
    '{1} hat etwas anderes geantwortet als das, wonach gefragt wurde.',
  '{1} went on with something else than was asked for.':
    '{1} hat mit etwas anderem weitergemacht als verlangt.',
  '{1} sent less than was asked for.': '{1} hat weniger geschickt als verlangt.',
  '{1}’s Shoal is older and does not show what a head brings before it is fetched. Fetch to look.':
    'Das Shoal von {1} ist älter und zeigt nicht, was ein Head bringt, bevor er geholt ist. Hole ihn, um nachzusehen.',
  'It went on with something else than was asked for.':
    'Es hat mit etwas anderem weitergemacht als verlangt.',
  'It sent a block that nobody asked for.': 'Es hat einen Block geschickt, den niemand wollte.',
  'It sent a block without its checksum.': 'Es hat einen Block ohne Prüfsumme geschickt.',
  'It sent a run of blocks that makes no sense.':
    'Es hat eine Folge von Blöcken geschickt, die keinen Sinn ergibt.',
  'It tells of no changes, so its list may be out of date.':
    'Von dort kommen keine Änderungen, darum ist die Liste vielleicht veraltet.',
  'It told of a change in a way that Shoal does not understand.':
    'Von dort kam eine Änderung in einer Form, die Shoal nicht versteht.',
  'Its list of repositories was refused: {1}.':
    'Die Liste der Repositorys von dort wurde abgelehnt: {1}.',
  'It passed on a list of {1}’s projects that was refused: {2}.':
    'Von dort kam eine Liste der Projekte von {1}, die abgelehnt wurde: {2}.',
  'Its clock is {1} {2} this computer’s. Set whichever is wrong: until then, what others pass on may be taken for too old.':
    'Die Uhr dort stimmt nicht mit der dieses Computers überein ({1}). Stelle die falsche: Bis dahin wirkt vielleicht zu alt, was andere weitergeben.',
  'it is too long to be kept of somebody whom you do not trust, with so many others here':
    'sie ist zu lang für jemanden, dem du nicht vertraust, bei so vielen anderen hier',
  'it was not given': 'sie kam nicht',
  'it did not come in time': 'sie kam nicht rechtzeitig',
  'it is older than one seen before': 'sie ist älter als eine, die schon da war',
  'it is meant for somebody else': 'sie ist für jemand anderen bestimmt',
  'it has expired': 'sie ist abgelaufen',
  'it is signed with another key': 'sie ist mit einem anderen Schlüssel unterschrieben',
  'its signature is wrong': 'ihre Unterschrift ist falsch',
  'it is cut short or altered': 'es ist abgeschnitten oder verändert',
  'it is no pack': 'es ist kein Pack',
  'it holds other objects than were asked for': 'es enthält andere Objekte als verlangt',
  'You can vouch for {1} once you trust {2} yourself.':
    'Du kannst für {1} bürgen, sobald du {2} selbst vertraust.',
  'No such teammate is nearby; they may have left.':
    'So jemand ist nicht in der Nähe, vielleicht schon gegangen.',
  'What {1} shared last is too old to be fetched from others. Wait until {2} is back.':
    'Was {1} zuletzt geteilt hat, ist zu alt, um es von anderen zu holen. Warte, bis {2} zurück ist.',
  '{1} is away, and nobody here has what {2} shared last.':
    '{1} ist nicht da, und niemand hier hat, was {2} zuletzt geteilt hat.',
  'No Shoal answers at {1}. Check the address, and that Shoal runs there.':
    'Unter {1} antwortet kein Shoal. Prüfe die Adresse, und ob Shoal dort läuft.',
  'Another peer than the expected one answered at this address.':
    'Unter dieser Adresse hat jemand anders geantwortet als erwartet.',
  'No teammate nearby shares {1}. Ask them to share it, or wait until they appear.':
    'Niemand in der Nähe teilt {1}. Bitte darum, es zu teilen, oder warte, bis jemand auftaucht.',
  '{1} shares nothing of {2} at the moment.': '{1} teilt im Moment nichts von {2}.',
  'Nothing could be fetched. {1}': 'Nichts ließ sich holen. {1}',
  'What {1} sent is not complete. Nothing was changed.':
    'Was {1} geschickt hat, ist nicht vollständig. Nichts wurde geändert.',
  'git refused what {1} sent, as fetch.fsckObjects asks it to: {2}':
    'git hat abgelehnt, was {1} geschickt hat, wie fetch.fsckObjects es verlangt: {2}',
  'No teammate nearby shares this project; whoever did may have left.':
    'Niemand in der Nähe teilt dieses Projekt; wer es geteilt hat, ist vielleicht gegangen.',
  'Nobody nearby shares {1} of this project. Look at another one.':
    'Niemand in der Nähe teilt {1} dieses Projekts. Sieh dir etwas anderes an.',
  'a branch with a commit': 'einen Branch mit einem Commit',
  'a branch or tag “{1}”': 'einen Branch oder Tag „{1}“',
  'Nobody nearby is quick enough.': 'Niemand in der Nähe ist schnell genug.',
  'Shoal was closed. This goes on by itself when it is started again.':
    'Shoal wurde beendet. Es geht von selbst weiter, wenn es wieder gestartet wird.',
  'This is paused.': 'Das ist angehalten.',
  'Cancelled; nothing was changed.': 'Abgebrochen; nichts wurde geändert.',
  'The disk is full. Make room and try again; nothing was changed.':
    'Der Datenträger ist voll. Schaffe Platz und versuche es noch einmal; nichts wurde geändert.',
  'The files of this project take {1}, and the disk has room for {2}. Make room and try again; nothing was changed.':
    'Die Dateien dieses Projekts brauchen {1}, und auf dem Datenträger ist Platz für {2}. Schaffe Platz und versuche es noch einmal; nichts wurde geändert.',
  'The disk is full, so that a teammate could not be given what they asked for. Make room; it is asked for again.':
    'Der Datenträger ist voll, darum bekam jemand nicht, worum gebeten wurde. Schaffe Platz; es wird wieder darum gebeten.',
  'Your git settings need a look, then try again; nothing was changed. {1}':
    'Sieh dir deine git-Einstellungen an und versuche es dann noch einmal; nichts wurde geändert. {1}',
  'The clone was removed.': 'Der Klon wurde entfernt.',
  'Your own changes ({1}) were left there.': 'Deine eigenen Änderungen ({1}) blieben dort.',
  'What a trusted teammate sent is not what it should be: {1}. {2}':
    'Was jemand geschickt hat, dem du vertraust, ist nicht, was es sein sollte: {1}. {2}',
  'objects are missing': 'Objekte fehlen',
  'a part of it is cut short or altered': 'ein Teil davon ist abgeschnitten oder verändert',
  'its objects are not what they were said to be':
    'seine Objekte sind nicht, was sie angeblich waren',
  'Teammates have more that is new than is fetched ahead. Fetch once to have it here.':
    'Andere haben mehr Neues, als im Voraus geholt wird. Hole einmal, um es hier zu haben.',
  'A clone into {1} is under way already. Wait for it, or choose another folder.':
    'Nach {1} wird schon geklont. Warte darauf, oder wähle einen anderen Ordner.',
  'The origin could not be cloned: {1}': 'Der Origin ließ sich nicht klonen: {1}',
  'git says nothing of it': 'git sagt nichts dazu',
  '{1} exists and is not empty. Choose another folder.':
    '{1} gibt es schon, und es ist nicht leer. Wähle einen anderen Ordner.',
  '{1} cannot be used: {2}. Choose another folder.':
    '{1} ist nicht benutzbar: {2}. Wähle einen anderen Ordner.',
  'you may not write there': 'du darfst dort nicht schreiben',
  'nothing can be written there': 'dort lässt sich nichts schreiben',
  'a part of its path is a file': 'ein Teil des Pfades ist eine Datei',
  'its name is too long': 'der Name ist zu lang',
  'it is a link that leads nowhere': 'es ist eine Verknüpfung, die nirgendwohin führt',
  'the system allows no such name': 'das System erlaubt so einen Namen nicht',
  'Shoal was closed before this was cloned, and keeps no address that may hold a password. Clone it again.':
    'Shoal wurde beendet, bevor das geklont war, und behält keine Adresse, in der ein Passwort stehen kann. Klone es noch einmal.',
  '{1} was removed or moved while it was filled. Clone once more.':
    '{1} wurde entfernt oder verschoben, während es gefüllt wurde. Klone noch einmal.',
  '{1}’s heads are kept under “{2}” here, since “{3}” means something else.':
    'Die Heads von {1} liegen hier unter „{2}“, denn „{3}“ bedeutet etwas anderes.',
  '{1} shares several copies of this project: only “{2}” was fetched, and not {3}.':
    '{1} teilt mehrere Kopien dieses Projekts: Nur „{2}“ wurde geholt, nicht {3}.',
  '{1} could not be kept: other refs of this repository are in the way.':
    '{1} ließ sich nicht ablegen: Andere Refs dieses Repositorys sind im Weg.',
  'Everything is here, but not all files could be written: {1}. {2}, then run “git reset --hard” in {3}.':
    'Alles ist da, aber nicht alle Dateien ließen sich schreiben: {1}. {2}, dann führe „git reset --hard“ in {3} aus.',
  'Nobody here gave {1} (Git LFS). “git lfs pull” in {2} gets them from their server.':
    'Niemand hier hat {1} gegeben (Git LFS). „git lfs pull“ in {2} holt sie von ihrem Server.',
  'Pointers stand in the place of {1} (Git LFS). Install git-lfs, then run “git lfs install” and “git lfs pull” in {2}.':
    'Anstelle von {1} stehen Zeiger (Git LFS). Installiere git-lfs, dann führe „git lfs install“ und „git lfs pull“ in {2} aus.',
  'Nothing came from nearby: {1}': 'Aus der Nähe kam nichts: {1}',
  'Only what has failed or was cancelled can be tried again.':
    'Noch einmal geht nur, was fehlgeschlagen ist oder abgebrochen wurde.',
  'There is no such transfer.': 'Diese Übertragung gibt es nicht.',
};
