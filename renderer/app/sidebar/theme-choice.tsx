import { type LucideIcon, Monitor, Moon, Sun } from 'lucide-react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import type { Theme } from '../../../shared/settings/settings.ts';
import { Icon } from '../../components/signs/icon.tsx';
import { useActions } from '../../state/shoal.ts';
import { useSetting } from '../../state/use-setting.ts';
import { t } from '../../texts/texts.ts';
import styles from './theme-choice.module.css';

const CHOICES: readonly { theme: Theme; icon: LucideIcon }[] = [
  { theme: 'system', icon: Monitor },
  { theme: 'light', icon: Sun },
  { theme: 'dark', icon: Moon },
];

export function ThemeChoice() {
  const actions = useActions();
  return (
    <RadioGroup
      className={styles.group}
      orientation="horizontal"
      value={useSetting('theme')}
      onChange={(value) => actions.tell('settings.set', { key: 'theme', value })}
    >
      <Label className={styles.label}>{t.shell.theme.label}</Label>
      <div className={styles.choices}>
        {CHOICES.map(({ theme, icon }) => (
          <Radio key={theme} value={theme} className={styles.choice}>
            <Icon of={icon} size={14} />
            {t.shell.theme[theme]}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
