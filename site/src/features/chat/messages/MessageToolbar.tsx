import { useState } from 'react';
import { useText } from '../../../app/locale';
import { Icon, type IconName } from '../../../ui/Icon';
import { Popup } from '../../../ui/Popup';
import type { Message } from '../timeline/timeline';
import { quickEmoji } from './emoji';
import { EmojiPicker } from './EmojiPicker';
import { useMessageActions, type MessageActions } from './messageActions';
import { messagesText } from './messagesText';
import styles from './MessageToolbar.module.css';

interface MessageToolbarProps {
  message: Message;
  /** Of its author. */
  name: string;
}

/** What can be done with a message: the most usual things at hand, all of them in a menu. */
export function MessageToolbar({ message, name }: MessageToolbarProps) {
  const text = useText(messagesText);
  const actions = useMessageActions();
  const [open, setOpen] = useState<{ what: 'menu' | 'picker'; anchor: HTMLElement } | null>(null);
  if (!actions || message.text === null) return null;

  const close = () => setOpen(null);
  const openFrom = (what: 'menu' | 'picker', anchor: HTMLElement) =>
    setOpen(open?.what === what ? null : { what, anchor });
  const react = (emoji: string) => {
    close();
    actions.change(message, { kind: 'react', emoji });
  };

  return (
    <div
      className={styles.toolbar}
      data-open={open !== null}
      role="group"
      aria-label={text.actions.label(name)}
    >
      {actions.mayAnswer && (
        <>
          <ToolbarButton
            className={styles.handy}
            icon="smile"
            label={text.actions.react}
            isOpen={open?.what === 'picker'}
            onClick={(button) => openFrom('picker', button)}
          />
          <ToolbarButton
            className={styles.handy}
            icon="reply"
            label={text.actions.reply}
            onClick={() => actions.reply(message)}
          />
        </>
      )}
      <ToolbarButton
        icon="more"
        label={text.actions.more}
        isOpen={open?.what === 'menu'}
        onClick={(button) => openFrom('menu', button)}
      />
      {open?.what === 'picker' && (
        <EmojiPicker anchor={open.anchor} onPick={react} onClose={close} />
      )}
      {open?.what === 'menu' && (
        <Popup anchor={open.anchor} role="menu" label={text.actions.label(name)} onClose={close}>
          <MenuItems
            message={message}
            actions={actions}
            onReact={react}
            onPicker={() => setOpen({ what: 'picker', anchor: open.anchor })}
            onDone={close}
          />
        </Popup>
      )}
    </div>
  );
}

interface ToolbarButtonProps {
  icon: IconName;
  label: string;
  className?: string | undefined;
  /** Left out where it opens nothing. */
  isOpen?: boolean;
  onClick: (button: HTMLButtonElement) => void;
}

function ToolbarButton({ icon, label, className = '', isOpen, onClick }: ToolbarButtonProps) {
  return (
    <button
      type="button"
      className={`${styles.button} ${className}`}
      aria-label={label}
      title={label}
      aria-haspopup={isOpen === undefined ? undefined : 'menu'}
      aria-expanded={isOpen}
      onClick={(event) => onClick(event.currentTarget)}
    >
      <Icon name={icon} size={18} />
    </button>
  );
}

interface MenuItemsProps {
  message: Message;
  actions: MessageActions;
  onReact: (emoji: string) => void;
  onPicker: () => void;
  onDone: () => void;
}

function MenuItems({ message, actions, onReact, onPicker, onDone }: MenuItemsProps) {
  const text = useText(messagesText);
  const items: {
    icon: IconName;
    label: string;
    isOffered: boolean;
    isGrave?: boolean;
    run: () => void;
  }[] = [
    {
      icon: 'reply',
      label: text.actions.reply,
      isOffered: actions.mayAnswer,
      run: () => actions.reply(message),
    },
    {
      icon: 'copy',
      label: text.actions.copy,
      isOffered: message.text !== '',
      run: () => actions.copy(message),
    },
    {
      icon: 'pencil',
      label: text.actions.edit,
      isOffered: actions.mayEdit(message),
      run: () => actions.edit(message),
    },
    {
      icon: 'flag',
      label: text.actions.report,
      isOffered: actions.mayReport(message),
      run: () => actions.report(message),
    },
    {
      icon: 'hide',
      label: text.actions.hide,
      isOffered: actions.mayHide(message),
      isGrave: true,
      run: () => actions.hide(message),
    },
    {
      icon: 'trash',
      label: text.actions.delete,
      isOffered: actions.mayDelete(message),
      isGrave: true,
      run: () => actions.delete(message),
    },
  ];
  return (
    <div className={styles.menu}>
      {actions.mayAnswer && (
        <div className={styles.quick} role="none">
          {quickEmoji.map((emoji) => (
            <button
              key={emoji}
              type="button"
              role="menuitem"
              className={styles.emoji}
              aria-label={text.actions.reactWith(emoji)}
              onClick={() => onReact(emoji)}
            >
              {emoji}
            </button>
          ))}
          <button
            type="button"
            role="menuitem"
            className={styles.emoji}
            aria-label={text.actions.picker}
            onClick={onPicker}
          >
            <Icon name="smile" size={20} />
          </button>
        </div>
      )}
      {items
        .filter(({ isOffered }) => isOffered)
        .map(({ icon, label, isGrave, run }) => (
          <button
            key={icon}
            type="button"
            role="menuitem"
            className={styles.item}
            data-grave={isGrave}
            onClick={() => {
              onDone();
              run();
            }}
          >
            <Icon name={icon} size={18} />
            {label}
          </button>
        ))}
    </div>
  );
}
