import { formatSpeed } from '../../../shared/domain/words/quantity.ts';
import type { PeerId } from '../../../shared/ids.ts';
import { usePeerStyle } from '../../state/use-peer-style.ts';
import { t } from '../../texts/texts.ts';
import type { Rate } from '../../view/history/rates.ts';
import { initials } from '../../view/people/initials.ts';
import { Avatar } from '../signs/avatar.tsx';
import styles from './traffic-picture.module.css';

/** As many fit around. */
const SHOWN = 12;
const WIDTH = 320;
const HEIGHT = 220;
const CENTRE = { x: WIDTH / 2, y: HEIGHT / 2 };
const RADIUS = { x: 130, y: 84 };
const DOT = 15;
const WIDEST = 9;

interface Props {
  /** Whom most moves with first. */
  readonly rates: readonly Rate[];
  readonly me: { readonly id: PeerId; readonly name: string };
  readonly nameOf: (peer: PeerId) => string;
}

/**
 * Who gives to this computer, and gets from it, at this moment. What others give each other is not known here. The
 * figures stand below.
 */
export function TrafficPicture({ rates, me, nameOf }: Props) {
  const peerStyle = usePeerStyle();
  const shown = rates.slice(0, SHOWN);
  const most = Math.max(1, ...shown.flatMap(({ received, given }) => [received, given]));
  const places = shown.map((rate, index) => ({ rate, ...placeOf(index, shown.length) }));
  return (
    <div className={styles.picture}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={styles.plot} aria-hidden="true">
        {places.map(({ rate, x, y }) => (
          <g key={rate.peer}>
            <Stream
              from={{ x, y }}
              to={CENTRE}
              part={rate.received / most}
              style={peerStyle(rate.peer)}
            />
            <Stream from={CENTRE} to={{ x, y }} part={rate.given / most} style={peerStyle(me.id)} />
          </g>
        ))}
        {[
          ...places.map(({ rate, x, y }) => ({ id: rate.peer, name: nameOf(rate.peer), x, y })),
          { ...me, ...CENTRE },
        ].map(({ id, name, x, y }) => (
          <g key={id} className="peer-colour" style={peerStyle(id)}>
            <circle className={styles.dot} cx={x} cy={y} r={DOT} />
            <text className={styles.initials} x={x} y={y}>
              {initials(name)}
            </text>
          </g>
        ))}
      </svg>
      <ul className={styles.list}>
        {shown.map(({ peer, received, given }) => (
          <li key={peer} className={styles.row}>
            <Avatar person={{ id: peer, name: nameOf(peer) }} size="small" />
            <span className={styles.name}>{nameOf(peer)}</span>
            <span className={styles.figure}>
              {received > 0 && t.activity.gives(formatSpeed(received))}
            </span>
            <span className={styles.figure}>
              {given > 0 && t.activity.gets(formatSpeed(given))}
            </span>
          </li>
        ))}
      </ul>
      {rates.length > SHOWN && (
        <p className={styles.more}>{t.common.andMore(t.counts.figure(rates.length - SHOWN))}</p>
      )}
    </div>
  );
}

interface Point {
  readonly x: number;
  readonly y: number;
}

interface StreamProps {
  readonly from: Point;
  readonly to: Point;
  /** Of the widest, 0…1. */
  readonly part: number;
  readonly style: React.CSSProperties;
}

/** A line in the colour of who gives, as wide as it is fast; the two directions lie beside each other. */
function Stream({ from, to, part, style }: StreamProps) {
  if (part === 0) return null;
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const aside = { x: (-(to.y - from.y) / length) * 5, y: ((to.x - from.x) / length) * 5 };
  return (
    <line
      className={`peer-colour ${styles.stream}`}
      style={style}
      x1={from.x + aside.x}
      y1={from.y + aside.y}
      x2={to.x + aside.x}
      y2={to.y + aside.y}
      strokeWidth={Math.max(1, part * WIDEST)}
    />
  );
}

function placeOf(index: number, of: number): Point {
  const angle = (index / Math.max(1, of)) * 2 * Math.PI - Math.PI / 2;
  return {
    x: CENTRE.x + RADIUS.x * Math.cos(angle),
    y: CENTRE.y + RADIUS.y * Math.sin(angle),
  };
}
