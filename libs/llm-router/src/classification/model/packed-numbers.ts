/** Numbers as base64, little-endian on every machine. */
export function packUint32(numbers: Uint32Array): string {
  const bytes = Buffer.alloc(numbers.length * 4);
  numbers.forEach((it, i) => bytes.writeUInt32LE(it, i * 4));
  return bytes.toString('base64');
}

export function unpackUint32(text: string): Uint32Array {
  const bytes = Buffer.from(text, 'base64');
  return Uint32Array.from({ length: bytes.length >> 2 }, (_, i) => bytes.readUInt32LE(i * 4));
}

export function packFloat32(numbers: ArrayLike<number>): string {
  const bytes = Buffer.alloc(numbers.length * 4);
  for (let i = 0; i < numbers.length; i++) bytes.writeFloatLE(numbers[i]!, i * 4);
  return bytes.toString('base64');
}

export function unpackFloat32(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  return Float32Array.from({ length: bytes.length >> 2 }, (_, i) => bytes.readFloatLE(i * 4));
}

export function packInt8(numbers: Int8Array): string {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.length).toString('base64');
}

export function unpackInt8(text: string): Int8Array {
  const bytes = Buffer.from(text, 'base64');
  return new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}
