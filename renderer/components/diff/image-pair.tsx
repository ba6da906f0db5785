import { useState } from 'react';
import { formatBytes } from '../../../shared/domain/words/quantity.ts';
import type { DiffImage } from '../../../shared/gtp/comparison.ts';
import { t } from '../../texts/texts.ts';
import styles from './image-pair.module.css';

interface Side {
  readonly image: DiffImage | null;
  /** Null where there is no such file on this side. */
  readonly bytes: number | null;
}

/** A picture as it was, and as it is. */
export function ImagePair({ old, now }: { old: Side; now: Side }) {
  return (
    <div className={styles.pair}>
      {old.bytes !== null && <Picture title={t.head.diff.before} side={old} />}
      {now.bytes !== null && <Picture title={t.head.diff.after} side={now} />}
    </div>
  );
}

/** One that is not compared with another. */
export function OnePicture({ title, side }: { title: string; side: Side }) {
  return (
    <div className={styles.pair}>
      <Picture title={title} side={side} />
    </div>
  );
}

function Picture({ title, side: { image, bytes } }: { title: string; side: Side }) {
  const [size, setSize] = useState<string | null>(null);
  const [isBroken, setBroken] = useState(false);
  const facts = [size, bytes === null ? null : formatBytes(bytes)].filter(Boolean);
  return (
    <figure className={styles.side}>
      <figcaption className={styles.caption}>
        <strong>{title}</strong> {facts.join(', ')}
      </figcaption>
      {image === null || isBroken ? (
        <p className={styles.none}>{isBroken ? t.head.diff.noPicture : t.head.diff.tooLarge}</p>
      ) : (
        <img
          className={styles.image}
          src={`data:${image.type};base64,${image.base64}`}
          alt={title}
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
            setSize(`${naturalWidth} × ${naturalHeight}`)
          }
          onError={() => setBroken(true)}
        />
      )}
    </figure>
  );
}
