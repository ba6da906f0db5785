import { Fragment } from 'react';
import { splitCommands } from '../../texts/commands.ts';

/** A sentence in which commands stand, as they are typed: they are shown in their own type. */
export function WithCommands({ of: sentence }: { of: string }) {
  const parts = splitCommands(sentence);
  return parts.map(({ text, isCommand }, index) => {
    // A sentence that changes is another one: its parts have nothing else to be told apart by.
    const key = `${index} ${text}`;
    return isCommand ? (
      <code key={key} className="selectable">
        {text}
      </code>
    ) : (
      <Fragment key={key}>{text}</Fragment>
    );
  });
}
