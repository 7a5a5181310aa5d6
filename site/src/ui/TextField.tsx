import type { ComponentProps } from 'react';
import { Field, type FieldProps } from './Field';

export function TextField({
  label,
  hint,
  error,
  ...input
}: FieldProps & Omit<ComponentProps<'input'>, 'id'>) {
  return (
    <Field {...{ label, hint, error }}>{(control) => <input {...input} {...control} />}</Field>
  );
}
