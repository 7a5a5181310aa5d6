import { useState, type SubmitEvent } from 'react';
import { CmsError } from '../../api/cmsError';
import { useCmsErrorWords } from './useCmsErrorWords';

export type FieldErrors = Readonly<Record<string, string | undefined>>;

interface AccountForm {
  /** By the name of the field. */
  readonly fieldErrors: FieldErrors;
  /** What belongs to no field of the form. */
  readonly formError: string | undefined;
  readonly isBusy: boolean;
  readonly onSubmit: (event: SubmitEvent<HTMLFormElement>) => void;
}

interface AccountFormOptions {
  /** What is visibly wrong before anything is sent. */
  check: (values: Record<string, string>) => FieldErrors;
  submit: (values: Record<string, string>) => Promise<void>;
}

/** A form whose refusals appear beside the fields they concern, with the first of those focused. */
export function useAccountForm({ check, submit }: AccountFormOptions): AccountForm {
  const [fieldErrors, setFieldErrors] = useState<FieldErrors>({});
  const [formError, setFormError] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const errorWords = useCmsErrorWords();

  const showFieldErrors = (form: HTMLFormElement, errors: FieldErrors) => {
    setFieldErrors(errors);
    const first = [...form.elements].find(
      (element) => element instanceof HTMLInputElement && errors[element.name],
    );
    if (first instanceof HTMLInputElement) first.focus();
  };

  const send = async (form: HTMLFormElement, values: Record<string, string>) => {
    setIsBusy(true);
    try {
      await submit(values);
    } catch (error) {
      if (!(error instanceof CmsError)) throw error;
      const known = error.fields.filter(({ path }) => form.elements.namedItem(path));
      if (known.length === 0) setFormError(errorWords(error));
      else showFieldErrors(form, Object.fromEntries(known.map((e) => [e.path, e.message])));
    } finally {
      setIsBusy(false);
    }
  };

  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isBusy) return;
    const form = event.currentTarget;
    const values = Object.fromEntries(
      [...new FormData(form)].filter(
        (field): field is [string, string] => typeof field[1] === 'string',
      ),
    );
    const errors = check(values);
    setFormError(undefined);
    showFieldErrors(form, errors);
    if (Object.values(errors).every((error) => error === undefined)) void send(form, values);
  };

  return { fieldErrors, formError, isBusy, onSubmit };
}
