import { Bell, Download, RefreshCw, Settings, Trash2 } from 'lucide-react';
import { Button, IconButton } from '../../components/controls/button.tsx';
import { CheckBox } from '../../components/controls/check-box.tsx';
import { Choice } from '../../components/controls/choice.tsx';
import { LineField } from '../../components/controls/line-field.tsx';
import { PatternFields } from '../../components/controls/pattern-fields.tsx';
import { Segments } from '../../components/controls/segments.tsx';
import { SettingRow } from '../../components/controls/setting-row.tsx';
import { Switch, SwitchTrack } from '../../components/controls/switch.tsx';
import { TextField } from '../../components/controls/text-field.tsx';
import { Sheet, Shown } from './sheet.tsx';

const LOOKS = ['primary', 'plain', 'row', 'quiet', 'danger'] as const;
const nothing = () => {};
const line = { describedBy: 'effect', isInvalid: false, isDisabled: false } as const;

/** What can be pressed, chosen and typed into. */
export function Controls() {
  return (
    <Sheet title="Controls">
      <Shown name="Buttons">
        {LOOKS.map((look) => (
          <Button key={look} look={look}>
            {look}
          </Button>
        ))}
      </Shown>
      <Shown name="Buttons with icons">
        <Button look="primary" icon={Download}>
          Fetch
        </Button>
        <Button icon={RefreshCw}>Look again</Button>
        <Button look="danger" icon={Trash2}>
          Remove
        </Button>
        <IconButton icon={Settings} aria-label="Settings" />
      </Shown>
      <Shown name="Buttons that cannot be pressed">
        {LOOKS.map((look) => (
          <Button key={look} look={look} isDisabled>
            {look}
          </Button>
        ))}
        <IconButton icon={Settings} aria-label="Settings" isDisabled />
      </Shown>
      <Shown name="Segments">
        <Segments
          label="Compared to"
          segments={[
            { id: 'mine', name: 'Against mine' },
            { id: 'base', name: 'Against its base' },
            { id: 'seen', name: 'Since I looked', refusal: 'It was not looked at before.' },
          ]}
          chosen="mine"
          onChoose={nothing}
        />
      </Shown>
      <Shown name="Switches">
        <Switch label="Off" effect="What it does." isOn={false} onChange={nothing} />
        <Switch label="On" effect="What it does." isOn onChange={nothing} />
        <SwitchTrack label="Off for good" isOn={false} isDisabled onChange={nothing} />
        <SwitchTrack label="On for good" isOn isDisabled onChange={nothing} />
      </Shown>
      <Shown name="Boxes to tick">
        <CheckBox isSelected={false} onChange={nothing}>
          Not ticked
        </CheckBox>
        <CheckBox isSelected onChange={nothing}>
          Ticked
        </CheckBox>
      </Shown>
      <Shown name="Choices">
        <Choice
          label="Where"
          options={[{ id: 'one', name: 'harbour-map' }]}
          chosen="one"
          onChoose={nothing}
        />
        <Choice
          label="Where, in a long list"
          options={[{ id: 'long', name: '/home/mackerel/code/from-others/a-name-that-goes-on' }]}
          chosen="long"
          onChoose={nothing}
        />
      </Shown>
      <Shown name="Lines that lead on">
        <SettingRow icon={Bell} label="Limits" value="none" onPress={nothing} />
        <SettingRow icon={Bell} label="Limits" value="5 MB/s" isSet onPress={nothing} />
      </Shown>
      <Shown name="Fields">
        <TextField label="Empty" placeholder="192.168.1.20:7654" hint="Where it is told." />
        <TextField label="Filled" defaultValue="harbour-map" action={<Button>Choose…</Button>} />
        <TextField label="Refused" defaultValue="/tmp" error="It is not empty." mono />
      </Shown>
      <Shown name="Lines that are typed">
        <span className="sr-only" id="effect">
          What it does.
        </span>
        {(
          [
            { label: 'Name', look: 'text', value: 'Mackerel', placeholder: '' },
            { label: 'Limit', look: 'number', value: '', placeholder: 'none', unit: 'MB/s' },
            { label: 'Folder', look: 'path', value: '/home/mackerel/code', placeholder: '' },
            { label: 'Port', look: 'number', value: '99999', placeholder: '', isInvalid: true },
            { label: 'Fixed', look: 'text', value: 'eth0', placeholder: '', isDisabled: true },
          ] as const
        ).map((field) => (
          <LineField key={field.label} {...line} {...field} onDone={nothing} onGiveUp={nothing} />
        ))}
      </Shown>
      <Shown name="Patterns">
        <PatternFields
          texts={{ only: 'main, feature/*', except: '' }}
          onChange={nothing}
          error={null}
        />
        <PatternFields
          texts={{ only: 'main, [', except: '*-wip' }}
          onChange={nothing}
          error="“[” is not closed."
        />
      </Shown>
    </Sheet>
  );
}
