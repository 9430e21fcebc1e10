import type { ReactNode } from 'react';

export interface IconProps {
  /** Side in pixels; drawn on a 20-unit grid with a 1.5 stroke. */
  readonly size?: 14 | 16 | 20 | 24;
}

function icon(shape: ReactNode) {
  return function Icon({ size = 16 }: IconProps) {
    return (
      <svg
        width={size}
        height={size}
        viewBox="0 0 20 20"
        fill="none"
        stroke="currentColor"
        strokeWidth={1.5}
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        focusable="false"
        style={{ flexShrink: 0, display: 'block' }}
      >
        {shape}
      </svg>
    );
  };
}

export const DashboardIcon = icon(<path d="M3.5 3.5h5v6h-5zM11.5 3.5h5v3.5h-5zM11.5 10h5v6.5h-5zM3.5 12.5h5v4h-5z" />);
export const GoalIcon = icon(
  <>
    <circle cx="10" cy="10" r="7" />
    <circle cx="10" cy="10" r="3.5" />
    <path d="M10 10h.01" />
  </>,
);
export const DealIcon = icon(<path d="M3 7h14v9.5H3zM7 7V4.5h6V7M3 11h14" />);
export const WorkIcon = icon(<path d="M4 5.5 5.2 6.7 7.5 4.3M4 14.5l1.2 1.2 2.3-2.4M10.5 5.5H17M10.5 14.5H17M10.5 10H17M4.5 10H7" />);
export const TeamIcon = icon(
  <>
    <circle cx="7.5" cy="7" r="2.8" />
    <path d="M2.5 16.5c.3-3 2.3-4.8 5-4.8s4.7 1.8 5 4.8M13 4.5a2.6 2.6 0 0 1 0 5M14.5 12c1.7.5 2.8 2.1 3 4.5" />
  </>,
);
export const MenuIcon = icon(<path d="M3.5 5.5h13M3.5 10h13M3.5 14.5h13" />);
export const ImportIcon = icon(<path d="M10 3v9M6.5 8.5 10 12l3.5-3.5M3.5 13v3.5h13V13" />);
export const JobsIcon = icon(
  <>
    <circle cx="10" cy="10" r="7" />
    <path d="M10 6v4.3l2.8 1.7" />
  </>,
);
export const PlusIcon = icon(<path d="M10 4.5v11M4.5 10h11" />);
export const CloseIcon = icon(<path d="m5.5 5.5 9 9M14.5 5.5l-9 9" />);
export const CheckIcon = icon(<path d="m4.5 10.5 3.5 3.5 7.5-8" />);
export const SearchIcon = icon(
  <>
    <circle cx="9" cy="9" r="5" />
    <path d="m13 13 3.5 3.5" />
  </>,
);
export const ChevronLeftIcon = icon(<path d="M12 5.5 7.5 10l4.5 4.5" />);
export const ChevronRightIcon = icon(<path d="m8 5.5 4.5 4.5L8 14.5" />);
export const ChevronDownIcon = icon(<path d="m5.5 8 4.5 4.5L14.5 8" />);
export const ArrowRightIcon = icon(<path d="M4 10h11.5M11 5.5 15.5 10 11 14.5" />);
export const ArrowUpIcon = icon(<path d="M10 16V4.5M5.5 9 10 4.5 14.5 9" />);
export const ArrowDownIcon = icon(<path d="M10 4v11.5M14.5 11 10 15.5 5.5 11" />);
export const SunIcon = icon(
  <>
    <circle cx="10" cy="10" r="3.2" />
    <path d="M10 2.5v1.5M10 16v1.5M2.5 10H4M16 10h1.5M4.7 4.7l1 1M14.3 14.3l1 1M4.7 15.3l1-1M14.3 5.7l1-1" />
  </>,
);
export const MoonIcon = icon(<path d="M16.5 11.5A6.8 6.8 0 0 1 8.5 3.5a6.8 6.8 0 1 0 8 8Z" />);
export const ScreenIcon = icon(<path d="M3 4h14v9.5H3zM7.5 17h5M10 13.5V17" />);
export const CloudIcon = icon(<path d="M6 15.5h8a3.3 3.3 0 0 0 .4-6.6A4.8 4.8 0 0 0 5.2 9.6 3 3 0 0 0 6 15.5Z" />);
export const CloudOffIcon = icon(
  <path d="M7 5.6A4.8 4.8 0 0 1 14.4 8.9a3.3 3.3 0 0 1 2 5.6M13.5 15.5H6a3 3 0 0 1-.8-5.9c0-.7.2-1.3.5-1.9M3.5 3l13 14" />,
);
export const SendIcon = icon(<path d="M10 15.5v-9M6.5 10 10 6.5l3.5 3.5M4 3.5h12" />);
export const DeviceIcon = icon(<path d="M4 4.5h12V13H4zM2.5 15.5h15" />);
export const WarningIcon = icon(<path d="M10 3.5 17.5 16.5h-15zM10 8.5v3.5M10 14.3h.01" />);
export const MoreIcon = icon(<path d="M5 10h.01M10 10h.01M15 10h.01" strokeWidth={2.4} />);
export const TrashIcon = icon(<path d="M4 5.5h12M8 5.5v-2h4v2M5.5 5.5l.7 11h7.6l.7-11" />);
export const UndoIcon = icon(<path d="M7.5 4.5 4 8l3.5 3.5M4 8h7.5a4 4 0 0 1 0 8H8" />);
export const RetryIcon = icon(<path d="M15.8 8A6.2 6.2 0 1 0 16.2 11M16.2 4v4h-4" />);
export const PencilIcon = icon(<path d="m4 16 .8-3.2L13.3 4.3l2.4 2.4-8.5 8.5zM11.5 6.1l2.4 2.4" />);
export const CallIcon = icon(
  <path d="M4.5 3.5h3l1.3 3.5-1.8 1.3a9 9 0 0 0 4.7 4.7L13 11.2l3.5 1.3v3c0 .6-.4 1-1 1C9 16.5 3.5 11 3.5 4.5c0-.6.4-1 1-1Z" />,
);
export const EmailIcon = icon(<path d="M3 5h14v10.5H3zM3.5 5.5 10 11l6.5-5.5" />);
export const MeetingIcon = icon(<path d="M3.5 5h13v11.5h-13zM3.5 8.5h13M7 3v3.5M13 3v3.5" />);
export const VisitIcon = icon(
  <>
    <path d="M10 17.5c3.5-3.7 5.3-6.3 5.3-8.7a5.3 5.3 0 0 0-10.6 0c0 2.4 1.8 5 5.3 8.7Z" />
    <circle cx="10" cy="8.7" r="1.9" />
  </>,
);
export const DemoIcon = icon(<path d="M3 4.5h14V14H3zM8.5 7v4.5l3.8-2.2zM7 17h6" />);
export const InfoIcon = icon(
  <>
    <circle cx="10" cy="10" r="7" />
    <path d="M10 9.3v4M10 6.7h.01" />
  </>,
);
export const SignOutIcon = icon(<path d="M11.5 3.5h-7v13h7M8.5 10h8.5M14 7l3 3-3 3" />);
export const ChartIcon = icon(<path d="M3.5 16.5h13M5.5 13.5V10M9 13.5V4.5M12.5 13.5v-6M16 13.5V9" />);
export const RateIcon = icon(<path d="M4 7.5h11.5M12.5 4.5l3 3-3 3M16 13H4.5M7.5 10l-3 3 3 3" />);
export const SettingsIcon = icon(<path d="M3 6h8M15 6h2M3 14h2M9 14h8M13 4v4M7 12v4" />);
export const AdminIcon = icon(<path d="M10 3l6 2.2v4.6c0 3.6-2.5 6-6 7.2-3.5-1.2-6-3.6-6-7.2V5.2zM7.3 9.8l1.9 1.9 3.5-3.6" />);
export const AccountIcon = icon(<path d="M3.5 16.5V4.5h8v12M11.5 8.5h5v8M2.5 16.5h15M6 7.5h3M6 10.5h3M6 13.5h3" />);
export const BellIcon = icon(
  <path d="M4.5 14.5h11c-1.1-1.2-1.5-2.3-1.5-5a4 4 0 0 0-8 0c0 2.7-.4 3.8-1.5 5ZM8.5 17a1.6 1.6 0 0 0 3 0M10 3.5v2" />,
);
export const RedoIcon = icon(<path d="M12.5 4.5 16 8l-3.5 3.5M16 8H8.5a4 4 0 0 0 0 8H12" />);
export const LinkIcon = icon(
  <path d="M8.5 11.5a3 3 0 0 0 4.3 0l3-3a3 3 0 0 0-4.3-4.3l-1 1M11.5 8.5a3 3 0 0 0-4.3 0l-3 3a3 3 0 0 0 4.3 4.3l1-1" />,
);
export const DownloadIcon = icon(<path d="M10 3v9.5M6 9l4 4 4-4M3.5 16.5h13" />);
export const PrintIcon = icon(<path d="M5.5 8V3.5h9V8M5.5 13.5h-2V8h13v5.5h-2M5.5 11.5h9v5h-9z" />);
