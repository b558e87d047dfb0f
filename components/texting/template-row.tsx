import { Trash2 } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import { longestTemplate, type TextTemplate, textPlaceholders } from '@/lib/contracts/texting';

type Props = {
  template: TextTemplate;
  place: number;
  readOnly: boolean;
  change: (next: TextTemplate) => void;
  remove: () => void;
};

const braces = textPlaceholders.map((name) => `{${name}}`).join(' ');

export function TemplateRow({ template, place, readOnly, change, remove }: Props) {
  const number = place + 1;
  return (
    <div className="flex items-start gap-2">
      <div className="flex min-w-0 flex-1 flex-col gap-3">
        <Field label={`Name of text ${number}`} name={`templates.${place}.name`}>
          <Input
            value={template.name}
            maxLength={40}
            placeholder="Address"
            onChange={(event) => change({ ...template, name: event.target.value })}
          />
        </Field>
        <Field label={`Words of text ${number}`} name={`templates.${place}.text`} help={`Filled in for you: ${braces}`}>
          <Textarea
            rows={3}
            value={template.text}
            maxLength={longestTemplate}
            onChange={(event) => change({ ...template, text: event.target.value })}
          />
        </Field>
        <Field label={`When to send text ${number}`} name={`templates.${place}.when`}>
          <Input
            value={template.when}
            maxLength={200}
            placeholder="Somebody asks where we are"
            onChange={(event) => change({ ...template, when: event.target.value })}
          />
        </Field>
      </div>
      {!readOnly && (
        <Button variant="ghost" size="icon" aria-label={`Remove text ${number}`} onClick={remove}>
          <Trash2 />
        </Button>
      )}
    </div>
  );
}
