import type { networkFindings as english } from '../english/network-findings.ts';

export const networkFindings = {
  notLooking: {
    what: 'Dieses Shoal wurde so gestartet, dass es sich nicht umsieht (--no-mdns).',
    meaning:
      'Niemand findet es, und es findet niemanden, außer wenn eine Seite die andere per Adresse hinzufügt.',
    do: 'Starte es ohne --no-mdns, um gefunden zu werden.',
  },
  noNetwork: {
    what: 'Dieser Computer ist in keinem Netzwerk, in dem sich jemand finden ließe.',
    meaning: 'Niemand sieht diesen Computer, und er sieht niemanden.',
    do: 'Verbinde dich mit einem Netzwerk: per Kabel, oder mit demselben WLAN wie dein Team.',
  },
  permission: {
    what: (name) => `macOS lässt Shoal das lokale Netzwerk an ${name} nicht benutzen.`,
    meaning: 'Niemand sieht diesen Computer, und er sieht niemanden, bis du es erlaubst.',
    do: 'Öffne Systemeinstellungen, Datenschutz & Sicherheit, Lokales Netzwerk, schalte Shoal ein und starte Shoal neu.',
  },
  failed: {
    isBlocked: (name) =>
      `Eine Firewall auf diesem Computer lässt die Ankündigungen von Shoal an ${name} nicht hinaus.`,
    what: (name) => `Shoal kann sich an ${name} nicht umsehen.`,
    meaning: 'Dort sieht niemand diesen Computer, und er sieht dort niemanden.',
    do: 'Shoal versucht es von selbst alle paar Sekunden wieder. Bleibt es so, schalte dieses Netzwerk aus und wieder ein.',
  },
  unheard: {
    what: (names) => `Dieser Computer hört an ${names} nicht einmal seine eigene Ankündigung.`,
    meaning:
      'Eine Firewall auf diesem Computer verwirft Ankündigungen (mDNS, UDP-Port 5353), darum taucht niemand von selbst auf.',
  },
  publicNetwork: {
    what: (names) => `Windows hält das Netzwerk an ${names} für ein öffentliches.`,
    meaning:
      'Dort lässt seine Firewall niemanden eine Verbindung zu diesem Computer aufbauen, und verbirgt vielleicht andere vor ihm.',
    do: 'Wenn es bei dir zu Hause oder im Büro ist, stelle es auf privat.',
  },
  vpn: {
    what: (name) => `Alles, was diesen Computer verlässt, geht durch ein VPN (${name}).`,
    isHarmless: 'Andere werden trotzdem daran vorbei erreicht.',
    meaning: 'Manche VPNs verhindern, dass Computer andere im selben lokalen Netzwerk erreichen.',
    do: 'Wenn jemand fehlt, erlaube in den Einstellungen des VPN den Zugriff auf das lokale Netzwerk, oder halte es an.',
  },
  nobody: {
    what: 'Ankündigungen gehen hinaus, und niemand hat geantwortet.',
    meaning:
      'Entweder läuft in diesem Netzwerk bei niemandem Shoal, oder das Netzwerk trennt seine Computer voneinander, wie oft ein Gäste-WLAN (Client-Isolation).',
    do: 'Bitte jemanden, Shoal im selben Netzwerk zu öffnen. Wenn ihr euch beide nicht seht, nehmt ein anderes Netzwerk, ein Kabel oder den Hotspot eines Handys.',
  },
  tracker: {
    meaning:
      'Bis dahin wird außerhalb dieses Netzwerks niemand Neues gefunden. Wer hier ist oder schon gefunden wurde, ist nicht betroffen.',
    do: 'Sieh nach, ob die Adresse stimmt und ob dieser Computer online ist: `shoal config trackers`',
  },
  relay: {
    what: (n) =>
      n === 1
        ? 'Ein Relay, das dieser Computer benutzt, ist nicht zu erreichen.'
        : `${n} Relays, die dieser Computer benutzt, sind nicht zu erreichen.`,
    meaning:
      'Aus anderen Netzwerken ist dieser Computer nur zu erreichen, wo eine direkte Verbindung möglich ist. Dieses Netzwerk ist nicht betroffen.',
    do: 'Sieh nach, ob Adresse und Id stimmen und ob dieser Computer online ist: `shoal config relays`',
  },
  slowRelay: {
    what: (relay, seconds) =>
      `Was über das Relay ${relay} geht, braucht hin und zurück mehr als ${seconds} Sekunden.`,
    meaning:
      'Es hält zurück, was es weitergibt, oder eine Leitung dorthin ist langsam. Haben beide Seiten ein anderes Relay, wird dieses genommen.',
    do: 'Nimm ein anderes Relay, oder frage nach, wer es betreibt; `shoal config relays` sagt, welche eingestellt sind.',
  },
  punching: {
    connecting: 'Kein Bootstrap-Knoten für Hole Punching antwortet.',
    noBootstrap: 'Hole Punching ist an, und es ist kein Bootstrap-Knoten eingestellt.',
    failed: 'Hole Punching geht auf diesem Computer nicht.',
    meaning:
      'Aus anderen Netzwerken ist dieser Computer nur direkt oder über ein Relay zu erreichen. Dieses Netzwerk ist nicht betroffen.',
    do: 'Sieh nach, ob stimmt, was `shoal config bootstrap` sagt, und ob dieser Computer online ist.',
  },
  firewall: {
    ofMacos: 'die Firewall von macOS',
    ofWindows: 'die Firewall von Windows',
    dropsPort: (firewall, port) =>
      `Nach ihren Regeln verwirft ${firewall} auf diesem Computer, was ${port === null ? 'am Port von Shoal' : `an Port ${port}`} hereinkommt.`,
    dropsPortMeans:
      'Andere können sich nicht mit diesem Computer verbinden; nur wen er selbst erreicht, mit dem ist er verbunden.',
    dropsAnnouncements: (firewall) =>
      `Nach ihren Regeln verwirft ${firewall} auf diesem Computer Ankündigungen (mDNS, UDP-Port 5353).`,
    dropsAnnouncementsMeans:
      'Andere tauchen nicht von selbst auf, oder sehen diesen Computer nicht.',
  },
  advice: {
    announcements: 'Lass UDP-Port 5353 (mDNS) in beide Richtungen durch',
    connections: (port) =>
      `Lass ${port === null ? 'den TCP-Port von Shoal' : `TCP-Port ${port}`} herein. Um den Port zu behalten, starte Shoal mit --listen 0.0.0.0:${port ?? 7654}`,
    look: (what) => `${what}: Suche auf diesem Computer nach einer Firewall.`,
    itIs: (what, firewall) => `${what}. Seine Firewall ist ${firewall}.`,
    nftables: (what) =>
      `${what}. Seine Firewall ist nftables; eine Regel dieser Art kommt vor die, die verwerfen.`,
    macos:
      'Öffne Systemeinstellungen, Netzwerk, Firewall, Optionen: Schalte „Alle eingehenden Verbindungen blockieren“ aus und erlaube Shoal.',
    windows: (what) => `${what}. Seine Firewall ist die von Windows.`,
  },
} satisfies typeof english;
