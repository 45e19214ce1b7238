#!/usr/bin/env bash
# Writes a site in which one person took part in 500 events, into a new folder: long lists, which nobody would
# keep as 500 files. The gmina and the person are invented.
#
#   tests/sites/crowd.sh FOLDER

set -euo pipefail

folder=${1:?usage: crowd.sh FOLDER}
mkdir -p -- "$folder/content/events" "$folder/content/people"

cat > "$folder/kronika.yaml" <<'END'
title: Pięćset spotkań w Przykładowie
language: pl
base_url: https://example.org/tlum/
END

cat > "$folder/content/people/niestrudzona.md" <<'END'
---
name: Pelagia Niestrudzona-Zmyślona
---
END

roles=(opening speaker moderator panellist host guest)
for number in $(seq 1 500); do
  # Fifty events a year, so that years, months and days all repeat.
  year=$((2016 + (number - 1) / 50))
  month=$(printf '%02d' $((number % 12 + 1)))
  day=$(printf '%02d' $((number % 28 + 1)))
  cat > "$folder/content/events/spotkanie-$number.md" <<END
---
title: Spotkanie numer $number w świetlicy
when: $year-$month-$day
place: Świetlica
people:
  - {person: niestrudzona, role: ${roles[number % 6]}}
---
END
done
