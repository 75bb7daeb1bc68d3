# shellcheck shell=bash
# For scripts that source it, which have a function `say`.

# install_packages PACKAGE…: from Debian, those that are missing; ends the script where that takes root.
install_packages() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2> /dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  ((${#missing[@]})) || return 0
  if ((EUID != 0)); then
    say "these packages are missing; install them as root and start again: apt-get install ${missing[*]}"
    exit 2
  fi
  say "installing ${missing[*]}"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}" > /dev/null
}
