import { Fragment } from 'react';
import { type HiddenCharacter, hiddenCharacters } from '../../view/diff/hidden-characters.ts';
import styles from './visible-text.module.css';

/** A text that somebody else wrote, with a sign for each character that cannot be seen. */
export function VisibleText({ text }: { text: string }) {
  const hidden = hiddenCharacters(text);
  if (hidden.length === 0) return text;
  return (
    <bdi>
      {hidden.map((each, index) => (
        <span key={each.from}>
          {text.slice(hidden[index - 1]?.to ?? 0, each.from)}
          <HiddenSign of={each} />
        </span>
      ))}
      {text.slice(hidden.at(-1)?.to)}
    </bdi>
  );
}

/** The same of a text of several lines, each of which stands on its own. */
export function VisibleLines({ text }: { text: string }) {
  return text.split('\n').map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
    <Fragment key={index}>
      {index > 0 && '\n'}
      <VisibleText text={line} />
    </Fragment>
  ));
}

/** Stands for a character that cannot be seen. */
export function HiddenSign({ of: { sign, name } }: { of: HiddenCharacter }) {
  return (
    <span className={styles.hidden} title={name}>
      {sign}
    </span>
  );
}
