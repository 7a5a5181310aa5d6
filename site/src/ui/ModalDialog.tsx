import { useEffect, useRef, type ComponentProps, type MouseEvent } from 'react';

interface ModalDialogProps extends Omit<
  ComponentProps<'dialog'>,
  'ref' | 'onCancel' | 'onClick' | 'onClose'
> {
  /** Called for Escape and a click beside what the dialog shows. */
  onClose: () => void;
  /** Whether a click hit nothing of it. Default: it hit the dialog itself, which its content covers. */
  isBeside?: (click: MouseEvent) => boolean;
}

/**
 * The browser's own modal dialog, which keeps the focus inside and gives it back. Render it for as long
 * as it is open.
 */
export function ModalDialog({ onClose, isBeside = hitsItself, ...dialog }: ModalDialogProps) {
  const ref = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const element = ref.current;
    element?.showModal();
    return () => element?.close();
  }, []);

  return (
    <dialog
      {...dialog}
      ref={ref}
      onCancel={(event) => {
        // A dialog that was opened from this one tells its own.
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (isBeside(event)) onClose();
      }}
    />
  );
}

const hitsItself = ({ target, currentTarget }: MouseEvent): boolean => target === currentTarget;
