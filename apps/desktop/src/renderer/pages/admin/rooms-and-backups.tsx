import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../lib/trpc.ts';
import styles from './admin.module.css';
import { Backups } from './backups.tsx';
import { DamagedRooms } from './damaged-rooms.tsx';
import { ASK, FromServer } from './from-server.tsx';
import { RoomsTable } from './rooms-table.tsx';

/** How the server keeps the data: rooms that are damaged first, then backups, then every room. */
export function RoomsAndBackups() {
  const rooms = useQuery(useTRPC().admin.rooms.queryOptions(undefined, ASK));
  return (
    <FromServer query={rooms}>
      {(rows) => (
        <div className={styles.parts}>
          <DamagedRooms rooms={rows.filter(({ problem }) => problem !== null)} />
          <Backups />
          <RoomsTable rooms={rows} />
        </div>
      )}
    </FromServer>
  );
}
