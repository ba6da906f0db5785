import { LRUCache } from 'lru-cache';

/** Names whose looks are remembered: every one is compared with those of all who are trusted. */
const REMEMBERED = 4_000;

/**
 * Letters and digits that look like others, by what they look like: those of Unicode's confusables (UTS 39,
 * version 13) that read from left to right, look like ASCII, and that no compatibility form (NFKD) covers.
 */
const LOOK_ALIKES: readonly (readonly [looks: string, letters: string])[] = [
  ['2', 'ꝚƧϨꙄᒿꛯ'],
  ['3', 'ꞫȜƷꝪⳌЗӠ'],
  ['4', 'Ꮞ'],
  ['5', 'Ƽ'],
  ['6', 'ⳒбᏮ'],
  ['8', '৪੪ȣȢ'],
  ['9', '੧୨৭൭ꝮⳊ'],
  ['a', 'ɑαаΑАᎪᗅꓮ'],
  ['aa', 'ꜳꜲ'],
  ['ae', 'æӕÆӔ'],
  ['ao', 'ꜵꜴ'],
  ['au', 'ꜷꜶ'],
  ['av', 'ꜹꜻꜸꜺ'],
  ['ay', 'ꜽꜼ'],
  ['b', 'ƄЬᏏᑲᖯꞴΒВᏴᗷꓐ'],
  ['bl', 'Ы'],
  ['c', 'ᴄⲥсꮯⲤСᏟꓚ'],
  ['d', 'ԁᏧᑯꓒᎠᗞᗪꓓ'],
  ['dz', 'ʣ'],
  ['e', 'ꬲеҽΕЕⴹᎬꓰ'],
  ['f', 'ꬵꞙẝքꞘϜᖴꓝ'],
  ['g', 'ɡᶃƍցԌᏀᏳꓖ'],
  ['h', 'һհᏂΗⲎНᎻᕼꓧ'],
  ['i', 'ıɪɩιіꙇӏꭵᎥ'],
  ['j', 'ϳјꞲͿЈᎫᒍꓙ'],
  ['k', 'ΚⲔКᏦᛕꓗ'],
  ['l', 'ƖǀΙⲒІӀⵏᛁꓲⳐᏞᒪꓡ'],
  ['ll', 'ǁ'],
  ['lo', 'Ю'],
  ['ls', 'ʪ'],
  ['lz', 'ʫ'],
  ['m', 'ΜϺⲘМᎷᗰᛖꓟ'],
  ['n', 'ոռΝⲚꓠ'],
  ['o', '०੦૦௦౦೦൦๐໐၀ᴏᴑꬽοσⲟоჿօഠဝ০୦〇ΟⲞОՕⵔዐଠꓳ'],
  ['oe', 'œŒ'],
  ['oo', 'ꝏꚙꝎꚘ'],
  ['p', 'ρⲣрΡⲢРᏢᑭꓑ'],
  ['q', 'ԛգզⵕ'],
  ['r', 'ꭇꭈᴦⲅгꮁƦᎡᏒᖇꓣ'],
  ['s', 'ꜱƽѕꮪЅՏᏕᏚꓢ'],
  ['t', 'ΤⲦТᎢꓔ'],
  ['t3', 'Ꜩ'],
  ['tf', 'ꝷ'],
  ['ts', 'ʦ'],
  ['u', 'ꞟᴜꭎꭒʋυսՍሀᑌꓴ'],
  ['ue', 'ᵫ'],
  ['uo', 'ꭣ'],
  ['v', 'ᴠνѵꮩѴⴸᏙᐯꛟꓦ'],
  ['w', 'ɯᴡѡԝաꮃԜᎳᏔꓪ'],
  ['x', 'хᕁᕽꞳΧⲬХⵝᚷꓫ'],
  ['y', 'ɣᶌʏỿꭚγуүყΥⲨУҮᎩᎽꓬ'],
  ['z', 'ᴢꮓΖᏃꓜ'],
];

const LOOKS: ReadonlyMap<string, string> = new Map(
  LOOK_ALIKES.flatMap(([looks, letters]) => [...letters].map((letter) => [letter, looks] as const)),
);

const known = new LRUCache<string, readonly string[]>({
  max: REMEMBERED,
  memoMethod: (name) => [looksOf(name), looksOf(name.toLowerCase())],
});

/** Whether people may take one name for the other: whatever the alphabet, the case and the spaces. */
export function looksAlike(one: string, other: string): boolean {
  const looks = known.memo(other);
  return known.memo(one).some((look) => looks.includes(look));
}

/** Equal for names that look alike (a skeleton, UTS 39, section 4). */
function looksOf(name: string): string {
  const seen = name.normalize('NFKD').replace(INVISIBLE, '');
  const plain = [...seen].map((letter) => LOOKS.get(letter) ?? letter).join('');
  return plain.replace(/[I1|]/g, 'l').toLowerCase().replaceAll('0', 'o').replaceAll('rn', 'm');
}

const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\s]/gu;
