import type { ComponentProps } from 'react';
import { Field, type FieldProps } from './Field';

interface SelectFieldProps
  extends Omit<FieldProps, 'error'>, Omit<ComponentProps<'select'>, 'id' | 'children'> {
  /** In the order they are offered in; the label is what is shown. */
  options: readonly { readonly value: string | number; readonly label: string }[];
}

export function SelectField({ label, hint, options, ...select }: SelectFieldProps) {
  return (
    <Field {...{ label, hint }}>
      {(control) => (
        <select {...select} {...control}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
