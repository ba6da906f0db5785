import { type LucideIcon, Monitor, Moon, Sun } from 'lucide-react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import type { Theme } from '../../../shared/settings/settings.ts';
import { Icon } from '../../components/signs/icon.tsx';
import { useActions } from '../../state/shoal.ts';
import { useSetting } from '../../state/use-setting.ts';
import styles from './theme-choice.module.css';

const CHOICES: readonly { theme: Theme; label: string; icon: LucideIcon }[] = [
  { theme: 'system', label: 'System', icon: Monitor },
  { theme: 'light', label: 'Light', icon: Sun },
  { theme: 'dark', label: 'Dark', icon: Moon },
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
      <Label className={styles.label}>Appearance</Label>
      <div className={styles.choices}>
        {CHOICES.map(({ theme, label, icon }) => (
          <Radio key={theme} value={theme} className={styles.choice}>
            <Icon of={icon} size={14} />
            {label}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
