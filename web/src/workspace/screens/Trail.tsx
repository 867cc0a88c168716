export default function Trail() {
  return null;
}
