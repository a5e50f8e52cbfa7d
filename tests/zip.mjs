// Zips for tests and benches, made on the spot.
import { crc32, deflateRawSync } from 'node:zlib';

const kUtf8Names = 0x800;
const kDeflated = 8;
const kFirstDay = 0x21; // 1 January 1980: the bytes depend on nothing but the files

/** A zip of `{ path: Buffer or text }`; `stored` leaves the files as they are. */
export function zip(files, { stored = false } = {}) {
  const locals = [];
  const entries = [];
  let offset = 0;
  for (const [path, content] of Object.entries(files)) {
    const name = Buffer.from(path);
    const plain = Buffer.from(content);
    const packed = stored ? plain : deflateRawSync(plain);
    const head = Buffer.alloc(26); // from "version needed" on, the same in both places
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(name.length === path.length ? 0 : kUtf8Names, 2);
    head.writeUInt16LE(stored ? 0 : kDeflated, 4);
    head.writeUInt16LE(kFirstDay, 8);
    head.writeUInt32LE(crc32(plain), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(plain.length, 18);
    head.writeUInt16LE(name.length, 22);
    locals.push(Buffer.from('PK\x03\x04'), head, name, packed);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    entries.push(Buffer.from('PK\x01\x02\x14\x00'), head, tail, name);
    offset += 30 + name.length + packed.length;
  }
  const directory = Buffer.concat(entries);
  const count = Object.keys(files).length;
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
