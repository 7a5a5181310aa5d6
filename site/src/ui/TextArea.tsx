import type { ComponentProps } from 'react';
import { Field, type FieldProps } from './Field';

export function TextArea({
  label,
  hint,
  error,
  ...input
}: FieldProps & Omit<ComponentProps<'textarea'>, 'id'>) {
  return (
    <Field {...{ label, hint, error }}>
      {(control) => <textarea rows={3} {...input} {...control} />}
    </Field>
  );
}
