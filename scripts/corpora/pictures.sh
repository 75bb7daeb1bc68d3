#!/usr/bin/env bash
# Pictures for the proof on images, in WORKDIR/pictures: emoji by four hands to pretrain on, and animals, fruit and plants
# by five others to adapt to, each class in a folder, split by subject. Prints the number of distinct ones; counts.json has it by class.
# Sources and licences: npm packages @iconify-json/noto and noto-v1 (Apache-2.0), twemoji and emojione (CC-BY-4.0), openmoji (CC-BY-SA-4.0), fluent-emoji-flat and @lobehub/fluent-emoji-3d
# (MIT); Debian's openclipart-png (public domain), tuxpaint-stamps-default (GPL-2) and, for the classes, unicode-data.
# usage: scripts/corpora/pictures.sh [WORKDIR]      (default: $ATTUNE_WORK or .work)
# Needs npm, rsvg-convert, python3-pil and python3-numpy; fetches 240 MB, takes about 10 minutes, leaves 100 MB.
set -euo pipefail

# shellcheck source=scripts/corpora/debian.sh
source "$(dirname "$0")/debian.sh"
out=${1:-${ATTUNE_WORK:-.work}}/pictures
npm_packages=(@iconify-json/noto@1.2.9 @iconify-json/noto-v1@1.2.5 @iconify-json/twemoji@1.2.5 @iconify-json/openmoji@1.2.29
  @iconify-json/emojione@1.2.3 @iconify-json/fluent-emoji-flat@1.2.6 @lobehub/fluent-emoji-3d@1.1.0)
debian_packages=(unicode-data openclipart-png tuxpaint-stamps-default)

need npm rsvg-convert
# Debian's python3 is the one that has Debian's Pillow.
/usr/bin/python3 -c 'import PIL, numpy' || { say "install python3-pil and python3-numpy first"; exit 2; }

mkdir -p "$out/fetched"
out=$(cd "$out" && pwd)
cd "$out/fetched"
for package in "${npm_packages[@]}"; do
  folder=$(sed -E 's#.*/(.*)@.*#\1#; s/fluent-emoji-3d/fluent-3d/' <<< "$package")
  [[ -e $folder.done ]] && continue
  archive=$(npm pack --silent "$package")
  mkdir -p "$folder"
  tar -xzf "$archive" -C "$folder" --strip-components 1
  rm "$archive"
  touch "$folder.done"
done
for package in "${debian_packages[@]}"; do
  [[ -e $package.done ]] && continue
  # Run as root: apt's download user may not write to a private folder.
  apt-get -o APT::Sandbox::User=root download -qq "$package" ||
    { say "apt-get knows no $package or cannot fetch it; run apt-get update as root first"; exit 2; }
  dpkg-deb -x "$package"_*.deb .
  rm "$package"_*.deb
  touch "$package.done"
done
/usr/bin/python3 -m laboratory.picturedata "$out/fetched" "$out"
say "$out is complete"
