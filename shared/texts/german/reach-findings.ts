import type { reachFindings as english } from '../english/reach-findings.ts';

const onTheirs = (isOne: boolean) => (isOne ? 'auf dem Computer dort' : 'auf den Computern dort');
const elsewhere =
  'Nimm ein anderes Netzwerk, ein Kabel oder den Hotspot eines Handys; oder bitte, wer das Netzwerk betreibt, die „Client-Isolation“ (auch „AP-Isolation“) abzuschalten.';
const port = (number: number | null) => (number === null ? 'dem Port von Shoal' : `Port ${number}`);

export const reachFindings = {
  at: (place) => ` unter ${place}`,
  isolation: {
    what: (names, isOne) =>
      `${names} ${isOne ? 'ist' : 'sind'} zu hören, aber keine Verbindung kommt durch, in keiner Richtung.`,
    meaning:
      'Ankündigungen an alle kommen an, und was für einen einzelnen Computer bestimmt ist, nicht: Das Netzwerk trennt seine Computer voneinander (Client-Isolation), oder lässt Pakete nur in eine Richtung durch.',
    do: elsewhere,
  },
  isolationLikely: {
    what: (names, isOne) =>
      `${names} ${isOne ? 'war' : 'waren'} eben noch da, und jetzt kommt nichts mehr durch: keine Ankündigung, keine Verbindung.`,
    meaning: (isOne) =>
      `Entweder ${isOne ? 'ist dieser Computer' : 'sind diese Computer'} nicht mehr in diesem Netzwerk, oder das Netzwerk trennt seine Computer voneinander (Client-Isolation). Die Ankündigungen dieses Computers gehen hinaus.`,
    do: (isOne) =>
      `Frage, ob ${isOne ? 'er' : 'sie'} noch im selben Netzwerk ${isOne ? 'ist' : 'sind'}. Wenn ja: ${elsewhere}`,
  },
  goneSilent: {
    what: (names, isOne) =>
      `${names} ${isOne ? 'war' : 'waren'} eben noch da, und von dort kommt nichts mehr.`,
    meaning: (isOne) =>
      `Andere sind zu hören, also liegt es nicht am Netzwerk: ${isOne ? 'Der Computer schläft, ist aus oder weg' : 'Die Computer schlafen, sind aus oder weg'}.`,
    do: (isOne) =>
      `Du musst nichts tun: ${isOne ? 'Er taucht wieder auf, wenn er' : 'Sie tauchen wieder auf, wenn sie'} zurück ${isOne ? 'ist' : 'sind'}.`,
  },
  noWay: {
    what: (names, isOne, at) =>
      `${names} ${isOne ? 'ist' : 'sind'} zu hören, ${isOne ? 'antwortet' : 'antworten'}${at} aber nicht.`,
    meaning: (isOne) =>
      `Meistens verwirft eine Firewall ${onTheirs(isOne)}, was hereinkommt. Sonst trennt das Netzwerk seine Computer voneinander (Client-Isolation).`,
    do: (isOne) =>
      `Lass die Diagnose von Shoal auch ${onTheirs(isOne)} laufen: Sie sagt, ob es an einer Firewall liegt. Wenn nicht: Nimm ein anderes Netzwerk.`,
  },
  theirPortBlocked: {
    what: (names, at) => `Von hier aus${at} nicht anzuwählen: ${names}.`,
    meaning: (isOne) =>
      `Eine Firewall ${onTheirs(isOne)} verwirft, was hereinkommt. Solange die Verbindung von dort kommt, geht trotzdem alles.`,
    do: (isOne) =>
      `Bitte darum, ${isOne ? 'dort' : 'bei jedem von ihnen'} den Port von Shoal hereinzulassen: Die Diagnose dort sagt, wie.`,
  },
  refusedThere: {
    what: (names, isOne, at) =>
      `${names} ${isOne ? 'ist' : 'sind'} zu hören, aber die Verbindung${at} wird abgelehnt.`,
    meaning:
      'Shoal wurde dort gerade beendet oder neu gestartet, oder eine Firewall lehnt ab, was hereinkommt.',
    do: 'Warte eine halbe Minute. Bleibt es so, lass die Diagnose auch dort laufen.',
  },
  otherThere: {
    what: (names, at) => `Wo es zu ${names} gehen sollte, antwortet${at} etwas anderes.`,
    meaning:
      'Ein anderes Programm oder ein anderer Computer hat jetzt diese Adresse, oder jemand kündigt an, was nicht seins ist.',
    do: 'Frage dort nach der Adresse (Shoal zeigt sie unter dem eigenen Namen), und verbinde dich mit ihr.',
  },
  noAnswer: {
    what: (names, isOne) =>
      `${names} ${isOne ? 'ist' : 'sind'} verbunden, ${isOne ? 'hat' : 'haben'} aber nicht rechtzeitig geantwortet.`,
    meaning: 'Der Computer dort ist sehr beschäftigt, schläft, oder seine Leitung ist langsam.',
    do: 'Sieh in einer Minute noch einmal nach.',
  },
  portBlocked: {
    what: (names, number) =>
      `${names}: Von dort lässt sich dieser Computer nicht anwählen, denn von ${port(number)} kommt nichts zurück.`,
    meaning:
      'Eine Firewall auf diesem Computer verwirft, was hereinkommt. Wer auch von hier nicht anzuwählen ist, wird nie verbunden sein.',
  },
  portRefused: {
    what: (names, number) =>
      `${names}: Von dort lässt sich dieser Computer nicht anwählen, denn die Verbindung zu ${port(number)} wird abgelehnt.`,
    meaning:
      'Eine Firewall auf diesem Computer lehnt ab, was hereinkommt, oder Shoal lauscht nur an einer anderen seiner Adressen.',
  },
  portElsewhere: {
    what: (names) =>
      `Unter der Adresse, die dieser Computer für ${names} hat, antwortet etwas anderes.`,
    meaning:
      'Ein Router, ein VPN oder eine virtuelle Maschine steht dazwischen, und andere können diesen Computer nicht hindurch anwählen.',
    do: 'Solange beide verbunden sind, musst du nichts tun. Sonst bringt beide in dasselbe Netzwerk.',
  },
  oneWayOut: {
    what: (names, isOne) =>
      `${names} ${isOne ? 'hört' : 'hören'} die Ankündigungen dieses Computers nicht, obwohl ${isOne ? 'diese Seite' : 'sie'} hier zu hören ${isOne ? 'ist' : 'sind'}.`,
    meaning:
      'Multicast kommt nur in einer Richtung durch. Dieser Computer taucht dort nicht von selbst auf; er muss es sein, der sich verbindet.',
    do: (isOne) =>
      `Eine Firewall ${onTheirs(isOne)} verwirft vielleicht UDP-Port 5353: Lass die Diagnose auch dort laufen. Manches WLAN verwirft Multicast, ein Kabel nicht.`,
  },
  oneWayIn: {
    what: (names, isOne) =>
      `Die Ankündigungen von ${names} kommen hier nicht an, obwohl ${isOne ? 'der Computer dort diesen hört' : 'die Computer dort diesen hören'}.`,
    meaning: (names, isOne) =>
      `Multicast kommt nur in einer Richtung durch. ${names} ${isOne ? 'taucht' : 'tauchen'} hier nicht von selbst auf; die Verbindung muss von dort kommen.`,
    do: 'Eine Firewall auf diesem Computer verwirft vielleicht UDP-Port 5353, oder das Netzwerk verwirft Multicast unterwegs: Dann hilft ein Kabel, oder die Adresse einzutippen.',
  },
  onlyByAddress: {
    what: (names) => `${names} und dieser Computer hören die Ankündigungen voneinander nicht.`,
    meaning:
      'Sie sind verbunden, weil einer die Adresse des anderen kannte: in einem anderen Netzwerk, durch ein VPN, oder wo Multicast verworfen wird.',
    do: 'Du musst nichts tun. Um einander von selbst zu finden, seid im selben Netzwerk.',
  },
  translated: {
    what: (names) => `${names}: Von dort hat dieser Computer eine Adresse, die nicht seine ist.`,
    meaning:
      'Ein Router, ein VPN oder eine virtuelle Maschine steht dazwischen und ändert Adressen.',
    do: 'Solange es geht, musst du nichts tun. Mit anderen dort muss sich vielleicht dieser Computer verbinden.',
  },
  overRelay: {
    what: (names, isOne) =>
      `${names} ${isOne ? 'ist' : 'sind'} über ein Relay verbunden, weil keine direkte Verbindung zustande kam.`,
    meaning: 'Alles geht, so schnell wie das Relay. Was darüber geht, können nur die beiden lesen.',
    do: 'Du musst nichts tun. Ein Port, der auf einer Seite hereingelassen wird, macht die Verbindung direkt.',
  },
  punched: {
    what: (names, isOne) =>
      `${names} ${isOne ? 'ist' : 'sind'} durch Hole Punching verbunden, durch Router, die niemanden hereinlassen.`,
    meaning: 'Alles geht, und niemand gibt weiter, was gesagt wird.',
    do: 'Du musst nichts tun. Ein Port, der auf einer Seite hereingelassen wird, macht die Verbindung direkt und schneller.',
  },
  olderVersion: {
    what: (names, isOne) =>
      `${names} ${isOne ? 'hat' : 'haben'} ein älteres Shoal, das nicht sagen kann, wie es diesen Computer sieht.`,
    meaning: 'Holen geht trotzdem; nur diese Frage bleibt offen.',
    do: 'Bitte darum, es zu aktualisieren, und sieh noch einmal nach.',
  },
} satisfies typeof english;
