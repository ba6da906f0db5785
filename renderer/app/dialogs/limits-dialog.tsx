import { useState } from 'react';
import { Form } from 'react-aria-components';
import type { RateLimits } from '../../../shared/api/state.ts';
import { formatRate, InvalidRateError, parseRate } from '../../../shared/domain/rate-limit.ts';
import { Button } from '../../components/controls/button.tsx';
import { TextField } from '../../components/controls/text-field.tsx';
import { Dialog, DialogActions } from '../../components/layout/dialog.tsx';
import { focusAfter } from '../../state/focus.ts';
import { useActions, useAppState } from '../../state/shoal.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { t } from '../../texts/texts.ts';
import { whyNot } from '../../texts/told.ts';
import { hasLimit } from '../../view/transfers/limits.ts';
import styles from './limits-dialog.module.css';

type Texts = Readonly<Record<keyof RateLimits, string>>;

const NONE: RateLimits = {
  download: null,
  downloadPerPeer: null,
  upload: null,
  uploadPerPeer: null,
};

interface Group {
  readonly title: string;
  readonly fields: readonly { readonly field: keyof RateLimits; readonly label: string }[];
}

function groups(): readonly Group[] {
  const { download, fromAll, fromEach, upload, toAll, toEach } = t.dialogs.limits;
  return [
    {
      title: download,
      fields: [
        { field: 'download', label: fromAll },
        { field: 'downloadPerPeer', label: fromEach },
      ],
    },
    {
      title: upload,
      fields: [
        { field: 'upload', label: toAll },
        { field: 'uploadPerPeer', label: toEach },
      ],
    },
  ];
}

/** How fast bytes may move. An empty field is no limit. */
export function LimitsDialog() {
  const actions = useActions();
  const limits = useAppState((state) => state.limits);
  const [texts, setTexts] = useState<Texts>(() => textsOf(limits));
  // A number is judged once it is meant to be whole, not while it is typed.
  const [judged, setJudged] = useState(false);
  const set = async (to: RateLimits) => {
    await actions.run('limits.set', to);
    actions.close();
  };
  const typed = useSubmit(() => set(limitsOf(texts)));
  const removal = useSubmit(() => set(NONE));
  const valid = Object.values(texts).every((text) => errorOf(text) === null);
  const failure = typed.error ?? removal.error;
  return (
    <Dialog title={t.dialogs.limits.title} onClose={() => actions.close()}>
      <Form
        onSubmit={(event) => {
          if (valid) return typed.onSubmit(event);
          event.preventDefault();
          focusAfter(() => setJudged(true), 'invalid');
        }}
      >
        <p>{t.dialogs.limits.what}</p>
        <div className={styles.groups}>
          {groups().map(({ title, fields }) => (
            <fieldset key={title} className={styles.group}>
              <legend className={styles.heading}>{title}</legend>
              {fields.map(({ field, label }) => (
                <TextField
                  key={field}
                  label={label}
                  placeholder={t.common.noLimit}
                  inputMode="decimal"
                  autoFocus={field === 'download'}
                  value={texts[field]}
                  onChange={(text) => setTexts({ ...texts, [field]: text })}
                  error={judged ? errorOf(texts[field]) : null}
                  action={<span className={styles.unit}>MB/s</span>}
                />
              ))}
            </fieldset>
          ))}
        </div>
        {failure !== null && <p className={styles.failure}>{failure}</p>}
        <DialogActions
          aside={
            hasLimit(limits) && (
              <Button look="quiet" onPress={removal.start} isPending={removal.busy}>
                {t.dialogs.limits.removeAll}
              </Button>
            )
          }
        >
          <Button onPress={() => actions.close()}>{t.common.cancel}</Button>
          <Button look="primary" type="submit" isPending={typed.busy}>
            {typed.busy ? t.dialogs.limits.setting : t.dialogs.limits.set}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}

function textsOf(limits: RateLimits): Texts {
  return {
    download: formatRate(limits.download),
    downloadPerPeer: formatRate(limits.downloadPerPeer),
    upload: formatRate(limits.upload),
    uploadPerPeer: formatRate(limits.uploadPerPeer),
  };
}

function limitsOf(texts: Texts): RateLimits {
  return {
    download: parseRate(texts.download),
    downloadPerPeer: parseRate(texts.downloadPerPeer),
    upload: parseRate(texts.upload),
    uploadPerPeer: parseRate(texts.uploadPerPeer),
  };
}

function errorOf(text: string): string | null {
  try {
    parseRate(text);
    return null;
  } catch (error) {
    if (error instanceof InvalidRateError) return whyNot(error);
    throw error;
  }
}
