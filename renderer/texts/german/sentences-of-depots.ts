/** What is said of depots, pushes, trackers and invitations, by how it is said in English. */
export const sentencesOfDepots: Readonly<Record<string, string>> = {
  'Entry {1} of the chain has not the right form: {2}.':
    'Eintrag {1} der Kette hat nicht die richtige Form: {2}.',
  'Entry {1} is said to be {2}’s, and {3} did not sign it.':
    'Eintrag {1} soll von {2} sein, ist aber von {3} nicht unterschrieben.',
  'Entry {1} is one that {2} signed for another project.':
    'Eintrag {1} hat {2} für ein anderes Projekt unterschrieben.',
  'Entry {1} of {2}’s is shown a second time.': 'Eintrag {1} von {2} wird ein zweites Mal gezeigt.',
  'There are two entries {1}: the chain was cut, and went on differently with one of {2}’s.':
    'Es gibt zwei Einträge {1}: Die Kette wurde abgeschnitten und ging mit einem von {2} anders weiter.',
  'An entry of {1}’s, number {2}, stands where number {3} has to follow on what came before.':
    'Ein Eintrag von {1}, Nummer {2}, steht, wo Nummer {3} auf das Vorige folgen muss.',
  'Entry {1} of {2}’s has an earlier time than the one before it.':
    'Eintrag {1} von {2} hat eine frühere Zeit als der davor.',
  '{1} began this chain, and is not the owner of the project there.':
    '{1} hat diese Kette begonnen, ist dort aber nicht Owner des Projekts.',
  '{1} may not push there: nobody has given {2} a role.':
    '{1} darf dort nicht pushen: Niemand hat {2} eine Rolle gegeben.',
  '{1} may not push there any more: the role was taken back.':
    '{1} darf dort nicht mehr pushen: Die Rolle wurde zurückgenommen.',
  '{1} may not push there any more: the role has expired.':
    '{1} darf dort nicht mehr pushen: Die Rolle ist abgelaufen.',
  '{1} may not move {2} there.': '{1} darf {2} dort nicht bewegen.',
  '{1} may add to {2} there, and not take anything away.':
    '{1} darf zu {2} dort etwas hinzufügen, aber nichts wegnehmen.',
  '{1} may not give or take this role there.': '{1} darf diese Rolle dort weder geben noch nehmen.',
  'They have no role there that could be taken back.':
    'Dort gibt es keine Rolle, die zurückgenommen werden könnte.',
  'Somebody has to stay the owner, without an end. Make another owner first.':
    'Jemand muss Owner bleiben, ohne Ende. Mache zuerst jemand anderen zum Owner.',
  'Somebody else has moved {1} meanwhile. Fetch first.':
    'Jemand anders hat {1} inzwischen bewegt. Hole zuerst.',
  'The project’s chain of pushes there has no room for more.':
    'Die Kette der Pushes dieses Projekts hat dort keinen Platz mehr.',
  'The depot keeps no such project. `shoal depot list` says what it keeps.':
    'Das Depot bewahrt kein solches Projekt auf. `shoal depot list` sagt, was es aufbewahrt.',
  'The depot is full: no more than {1} may be kept. Remove what nobody needs, or give it more room with `shoal depot quota SIZE`.':
    'Das Depot ist voll: Mehr als {1} darf es nicht aufbewahren. Entferne, was niemand braucht, oder gib ihm mehr Platz mit `shoal depot quota SIZE`.',
  '“{1}” is full: no more than {2} may be kept. Remove what nobody needs, or give it more room with `shoal depot quota SIZE --project NAME`.':
    '„{1}“ ist voll: Mehr als {2} darf nicht aufbewahrt werden. Entferne, was niemand braucht, oder gib ihm mehr Platz mit `shoal depot quota SIZE --project NAME`.',
  'Nobody shares this project with the depot at the moment.':
    'Im Moment teilt niemand dieses Projekt mit dem Depot.',
  '{1} does not share this project with the depot at the moment.':
    '{1} teilt dieses Projekt im Moment nicht mit dem Depot.',
  '“{1}” has been pushed to, and is {2}’s: whose it is, its signed pushes say. Others are let push with `shoal depot grant`.':
    'Zu „{1}“ wurde gepusht, und es gehört {2}: Wem es gehört, sagen seine unterschriebenen Pushes. Andere lässt `shoal depot grant` pushen.',
  'The depot keeps this for others: `shoal depot` lists, adds and removes what it keeps.':
    'Das Depot bewahrt das für andere auf: `shoal depot` zeigt, was es aufbewahrt, und fügt hinzu oder entfernt.',
  '{1} exists and is not empty. Choose another folder for the backup.':
    '{1} gibt es schon, und es ist nicht leer. Wähle einen anderen Ordner für die Sicherung.',
  '{1} cannot be brought back: {2}. Nothing was changed.':
    '{1} lässt sich nicht zurückspielen: {2}. Nichts wurde geändert.',
  'it is no backup of a depot, or not a whole one':
    'es ist keine Sicherung eines Depots, oder keine ganze',
  'there is no such folder to make it in':
    'es gibt keinen Ordner, in dem er angelegt werden könnte',
  'of “{1}”, {2}': 'von „{1}“: {2}',
  'its signed pushes are missing': 'seine unterschriebenen Pushes fehlen',
  'its signed pushes cannot be read': 'seine unterschriebenen Pushes sind nicht lesbar',
  'its branches are not where they were pushed':
    'seine Branches sind nicht, wohin sie gepusht wurden',
  '“{1}” cannot be copied': '„{1}“ lässt sich nicht kopieren',
  'This depot keeps projects already. Bring a backup back into an empty folder, and start the depot there without --mirror until that is done.':
    'Dieses Depot bewahrt schon Projekte auf. Spiele eine Sicherung in einen leeren Ordner zurück, und starte das Depot dort ohne --mirror, bis das getan ist.',
  '{1} cannot be used for a depot: {2}.': '{1} ist für ein Depot nicht benutzbar: {2}.',
  'No depot nearby takes pushes for {1}.': 'Kein Depot in der Nähe nimmt Pushes für {1} an.',
  '{1} take pushes for this project. Say which one, with --at.':
    '{1} nehmen Pushes für dieses Projekt an. Sage mit --at, welches.',
  '{1} has this project several times: {2}. Say which one, with --copy; git takes the id in brackets in place of the project’s name.':
    '{1} hat dieses Projekt mehrmals: {2}. Sage mit --copy, welches; git nimmt die Kennung in Klammern anstelle des Projektnamens.',
  '{1} takes no pushes for this project: ask them to fetch from you.':
    '{1} nimmt keine Pushes für dieses Projekt an: Bitte darum, von dir zu holen.',
  '{1} hides pushes to this project: it shows {2} signed entries, and there were {3} on {4}. Nothing is taken from it. Ask whoever runs it; if they have begun anew, `shoal depot log --accept` takes that as it is.':
    '{1} verbirgt Pushes dieses Projekts: Es zeigt {2} unterschriebene Einträge, und am {4} waren es {3}. Von dort wird nichts genommen. Frage nach, wer es betreibt; hat es neu begonnen, nimmt `shoal depot log --accept` das so an.',
  '{1} tells another story than on {2}: entry {3} of this project’s chain of pushes is not what it was. Nothing is taken from it. Ask whoever runs it; if they have begun anew, `shoal depot log --accept` takes that as it is.':
    '{1} erzählt etwas anderes als am {2}: Eintrag {3} der Kette von Pushes dieses Projekts ist nicht, was er war. Von dort wird nichts genommen. Frage nach, wer es betreibt; hat es neu begonnen, nimmt `shoal depot log --accept` das so an.',
  '{1} tells two stories of this project: what it showed {2} as entry {3} of the chain of pushes is not what it shows here, and it has signed both. Nothing is taken from it. Ask whoever runs it; if they have begun anew, `shoal depot log --accept` takes that as it is.':
    '{1} erzählt zweierlei von diesem Projekt: Was es {2} als Eintrag {3} der Kette von Pushes gezeigt hat, ist nicht, was es hier zeigt, und beides hat es unterschrieben. Von dort wird nichts genommen. Frage nach, wer es betreibt; hat es neu begonnen, nimmt `shoal depot log --accept` das so an.',
  '{1} hides pushes to this project: it shows {2} signed entries here, and has shown {3} to {4}. Nothing is taken from it. Ask whoever runs it; if they have begun anew, `shoal depot log --accept` takes that as it is.':
    '{1} verbirgt Pushes dieses Projekts: Es zeigt hier {2} unterschriebene Einträge und hat {4} {3} gezeigt. Von dort wird nichts genommen. Frage nach, wer es betreibt; hat es neu begonnen, nimmt `shoal depot log --accept` das so an.',
  '{1} does not sign what it shows of the pushes to this project, and nothing is taken from it. Ask whoever runs it.':
    '{1} unterschreibt nicht, was es von den Pushes dieses Projekts zeigt, und von dort wird nichts genommen. Frage nach, wer es betreibt.',
  '{1} shows a chain of pushes that is not right, and nothing is taken from it. {2}':
    '{1} zeigt eine Kette von Pushes, die nicht stimmt, und von dort wird nichts genommen. {2}',
  '{1} shows {2} where nobody who may has pushed it. Nothing is taken from it. Ask whoever runs it.':
    '{1} zeigt {2} an einer Stelle, wohin es niemand gepusht hat, der es darf. Von dort wird nichts genommen. Frage nach, wer es betreibt.',
  '{1} and {2} tell different stories of this project: from entry {3} on, their chains of pushes are not the same.':
    '{1} und {2} erzählen Verschiedenes von diesem Projekt: Vom Eintrag {3} an sind ihre Ketten von Pushes nicht dieselben.',
  '{1} shows a push to this project, entry {2}, that is dated {3}, which is still to come. Nothing is taken over from there until then. Look whether the clock is right here, and there.':
    '{1} zeigt einen Push zu diesem Projekt, Eintrag {2}, datiert auf {3}, was noch bevorsteht. Bis dahin wird von dort nichts übernommen. Sieh nach, ob die Uhr hier und dort stimmt.',
  '{1} has not got all yet that was pushed to {2}; it takes that over when both are on. Push to {3}, or try again then.':
    '{1} hat noch nicht alles, was zu {2} gepusht wurde; es übernimmt das, wenn beide an sind. Pushe zu {3}, oder versuche es dann noch einmal.',
  '{1} did not take the push: {2}': '{1} hat den Push nicht angenommen: {2}',
  '{1} does not show all of its chain of pushes.': '{1} zeigt nicht seine ganze Kette von Pushes.',
  'Another push of yours is on its way.': 'Ein anderer Push von dir ist unterwegs.',
  'Everybody pushes what is signed by themselves.':
    'Alle pushen nur, was sie selbst unterschrieben haben.',
  'The clocks of the two computers differ by more than ten minutes.':
    'Die Uhren der beiden Computer gehen um mehr als zehn Minuten auseinander.',
  'The last branch stays: nobody would see the project any more.':
    'Der letzte Branch bleibt: Sonst sähe niemand mehr das Projekt.',
  '{1} and {2} cannot be there together.': '{1} und {2} können nicht zusammen da sein.',
  'Commits of {1} would be lost.': 'Commits von {1} gingen verloren.',
  'The pack is cut short, altered, or a trap.':
    'Das Pack ist abgeschnitten, verändert oder eine Falle.',
  'Something is missing of what these commits lead to.':
    'Etwas fehlt von dem, wohin diese Commits führen.',
  'These commits are of another object format than the project.':
    'Diese Commits haben ein anderes Objektformat als das Projekt.',
  'A branch can only lead to a commit.': 'Ein Branch kann nur zu einem Commit führen.',
  'git’s own check (git fsck) refuses what came.':
    'Die Prüfung von git selbst (git fsck) lehnt ab, was kam.',
  'This invitation has expired. Ask for a new one.':
    'Diese Einladung ist abgelaufen. Bitte um eine neue.',
  'This invitation is your own. Give it to somebody else.':
    'Diese Einladung ist deine eigene. Gib sie jemand anderem.',
  'Whoever gave this invitation cannot be reached at the moment. Shoal goes on trying, as long as it runs.':
    'Wer diese Einladung gegeben hat, ist im Moment nicht zu erreichen. Shoal versucht es weiter, solange es läuft.',
  'That is no invitation of Shoal’s.': 'Das ist keine Einladung von Shoal.',
  'The tracker {1} could not be asked: {2}. It is tried again by itself.':
    'Der Tracker {1} ließ sich nicht fragen: {2}. Es wird von selbst wieder versucht.',
  'nothing answers there': 'dort antwortet nichts',
  'it answers with status {1}': 'er antwortet mit Status {1}',
  'what it sends is no list of it': 'was er schickt, ist keine Liste',
  'The tracker {1} is busy. It is asked again in {2} seconds.':
    'Der Tracker {1} hat zu viel zu tun. Er wird in {2} Sekunden wieder gefragt.',
  'Port {1} for the tracker cannot be had. Choose another one with --tracker.':
    'Port {1} für den Tracker ist nicht zu haben. Wähle mit --tracker einen anderen.',
  'a relay': 'ein Relay',
  'any place that is known': 'einer bekannten Adresse',
  'so many relays at once': 'so viele Relays auf einmal',
};
