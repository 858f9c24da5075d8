/** Whether the bytes are those of a plan file as `terraform plan -out` writes it, which is a ZIP archive. */
export function isPlanFile(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}
