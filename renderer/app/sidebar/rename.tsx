import { useState } from 'react';
import { Form } from 'react-aria-components';
import type { Self } from '../../../shared/api/state.ts';
import type { ShoalError } from '../../../shared/errors.ts';
import { Button } from '../../components/controls/button.tsx';
import { TextField } from '../../components/controls/text-field.tsx';
import { useActions } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { whyNot } from '../../texts/told.ts';

/** The name that others see. */
export function Rename({ self }: { self: Self }) {
  const actions = useActions();
  const [name, setName] = useState(self.name);
  const [error, setError] = useState<string | null>(null);
  const wanted = name.trim();
  const rename = () => {
    setError(null);
    actions
      .run('self.rename', { name: wanted })
      .catch((failure: ShoalError) => setError(whyNot(failure)));
  };
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        rename();
      }}
    >
      <TextField
        label={t.shell.thisComputer.name}
        value={name}
        onChange={setName}
        maxLength={64}
        error={error}
        action={
          <Button type="submit" isDisabled={wanted === '' || wanted === self.name}>
            {t.shell.thisComputer.rename}
          </Button>
        }
      />
    </Form>
  );
}
