# shellcheck shell=bash
# shellcheck disable=SC2016,SC2154 # ${Package} is dpkg-deb's; $out belongs to the script that sources this
# For scripts that source it: Debian packages, fetched and unpacked into a folder that is deleted when they end.

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
self=$(basename "$0")
fetched=$(mktemp -d)
unpacked=$fetched/unpacked
trap 'rm -rf "$fetched"' EXIT
export PYTHONPATH=$here/..

say() { echo "$self: $*" >&2; }

# need TOOL…: ends the script unless all are installed.
need() {
  local tool
  for tool in apt-get dpkg-deb python3 "$@"; do
    command -v "$tool" > /dev/null || { say "$tool is missing; install it first"; exit 2; }
  done
}

# fetch PACKAGE…: then their files are under $unpacked, names and versions in $out/versions.txt.
fetch() {
  local deb
  # Run as root: apt's download user may not write to a private temporary folder.
  (cd "$fetched" && apt-get -o APT::Sandbox::User=root download -qq "$@") ||
    { say "apt-get knows no such packages or cannot fetch them; run apt-get update as root first"; exit 2; }
  for deb in "$fetched"/*.deb; do
    dpkg-deb -x "$deb" "$unpacked"
    dpkg-deb -W --showformat='${Package} ${Version}\n' "$deb"
  done > "$out/versions.txt"
}

# notices PACKAGE FILE…: copies what the licence requires to go with every copy.
notices() {
  local package=$1 file
  shift
  for file in "$@"; do cp "$unpacked/usr/share/doc/$package/$file" "$out/"; done
}
