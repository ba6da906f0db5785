const tcpPort = (port: number | null) => port ?? 'of Shoal’s';

/** What keeps this computer from looking around and from being seen, and what its firewall says. */
export const networkFindings = {
  notLooking: {
    what: 'This Shoal was started so that it does not look around (--no-mdns).',
    meaning: 'Nobody finds it, and it finds nobody, unless one adds the other by address.',
    do: 'Start it without --no-mdns to be found.',
  },
  noNetwork: {
    what: 'This computer is on no network where teammates could be found.',
    meaning: 'Nobody sees this computer, and it sees nobody.',
    do: 'Connect to a network: by cable, or to the same Wi-Fi as your teammates.',
  },
  permission: {
    what: (name: string) => `macOS does not let Shoal use the local network on ${name}.`,
    meaning: 'Nobody sees this computer, and it sees nobody, until you allow it.',
    do: 'Open System Settings, Privacy & Security, Local Network, turn Shoal on, and start Shoal again.',
  },
  failed: {
    isBlocked: (name: string) =>
      `A firewall on this computer keeps Shoal’s announcements from going out on ${name}.`,
    what: (name: string) => `Shoal cannot look around on ${name}.`,
    meaning: 'Nobody there sees this computer, and it sees nobody there.',
    do: 'Shoal tries again by itself every few seconds. If it stays so, turn that network off and on.',
  },
  unheard: {
    what: (names: string) => `This computer does not even hear its own announcement on ${names}.`,
    meaning:
      'A firewall on this computer drops announcements (mDNS, UDP port 5353), so teammates do not show up by themselves.',
  },
  publicNetwork: {
    what: (names: string) => `Windows takes the network on ${names} for a public one.`,
    meaning:
      'There its firewall lets nobody connect to this computer, and may hide teammates from it.',
    do: 'If it is your home or office, set it to private.',
  },
  vpn: {
    what: (name: string) => `All that leaves this computer goes through a VPN (${name}).`,
    isHarmless: 'Teammates are reached beside it all the same.',
    meaning: 'Some VPNs keep computers from reaching others on the same local network.',
    do: 'If a teammate is missing, allow access to the local network in the VPN’s settings, or pause it.',
  },
  nobody: {
    what: 'Announcements go out, and nobody has answered.',
    meaning:
      'Either nobody on this network runs Shoal, or the network keeps its computers apart, as guest Wi-Fi often does (client isolation).',
    do: 'Ask a teammate to open Shoal on the same network. If both of you see nobody, use another network, a cable or a phone’s hotspot.',
  },
  tracker: {
    meaning:
      'Until then, nobody new is found beyond this network. Who is here or was found before is not affected.',
    do: 'Look whether its address is right, and whether this computer is online: `shoal config trackers`',
  },
  relay: {
    what: (n: number) =>
      `${n === 1 ? 'A relay' : `${n} relays`} that this computer uses cannot be reached.`,
    meaning:
      'Teammates on other networks reach this computer only where they can connect to it directly. This network is not affected.',
    do: 'Look whether its address and id are right, and whether this computer is online: `shoal config relays`',
  },
  slowRelay: {
    what: (relay: string, seconds: number) =>
      `What goes over the relay ${relay} takes more than ${seconds} seconds there and back.`,
    meaning:
      'It holds back what it passes on, or a line to it is slow. Where both sides have another relay, that is used.',
    do: 'Use another relay, or ask whoever runs it; `shoal config relays` tells which ones are set.',
  },
  punching: {
    connecting: 'No bootstrap node for hole punching answers.',
    noBootstrap: 'Hole punching is on, and no bootstrap node is set.',
    failed: 'Hole punching does not work on this computer.',
    meaning:
      'Teammates on other networks reach this computer only directly, or over a relay. This network is not affected.',
    do: 'Look whether what `shoal config bootstrap` tells is right, and whether this computer is online.',
  },
  firewall: {
    ofMacos: 'macOS’ firewall',
    ofWindows: 'Windows’ firewall',
    dropsPort: (firewall: string, port: number | null) =>
      `By its rules, ${firewall} on this computer drops what comes in on port ${tcpPort(port)}.`,
    dropsPortMeans:
      'Teammates cannot connect to this computer; only those that it can dial itself are reached.',
    dropsAnnouncements: (firewall: string) =>
      `By its rules, ${firewall} on this computer drops announcements (mDNS, UDP port 5353).`,
    dropsAnnouncementsMeans: 'Teammates do not show up by themselves, or do not see this computer.',
  },
  advice: {
    announcements: 'Let UDP port 5353 (mDNS) pass in both directions',
    connections: (port: number | null) =>
      `Let TCP port ${tcpPort(port)} in. To keep that port, start Shoal with --listen 0.0.0.0:${port ?? 7654}`,
    look: (what: string) => `${what}: look for a firewall on this computer.`,
    itIs: (what: string, firewall: string) => `${what}. Its firewall is ${firewall}.`,
    nftables: (what: string) =>
      `${what}. Its firewall is nftables; a rule of this kind goes before those that drop it.`,
    macos:
      'Open System Settings, Network, Firewall, Options: turn off “Block all incoming connections”, and allow Shoal.',
    windows: (what: string) => `${what}. Its firewall is Windows’ own.`,
  },
};
