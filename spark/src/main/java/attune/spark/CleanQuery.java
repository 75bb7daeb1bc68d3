package attune.spark;

/**
 * Judges the clips of a corpus beside each other, as {@code attune.speech.inspection.CopyRule} and the ids of manifests
 * do: of clips with the same sound the first stays, unless their texts differ or a held-out clip has that sound, too.
 */
final class CleanQuery {
    /** The view of {@link LineRows#COLUMNS} that it reads. */
    static final String VIEW = "clips";

    /** A line and findings, or a problem, in the order of the manifests. */
    static final String SQL = """
            WITH told AS (
                SELECT *, count(1) OVER (PARTITION BY id) > 1 AS shared FROM clips
                WHERE NOT held_out AND problem IS NULL
            ), named AS (
                SELECT place, given, text, seconds, fingerprint, findings,
                    if(shared, id_by_path, id) AS name, if(shared, line_by_path, line) AS line
                FROM told
            ), numbered AS (
                SELECT *, row_number() OVER of_name AS number, first_value(given) OVER of_name AS before
                FROM named WINDOW of_name AS (PARTITION BY name ORDER BY place)
            ), corpus AS (
                SELECT place, given, text, seconds, fingerprint, findings, line FROM numbered WHERE number = 1
            ), held AS (
                SELECT fingerprint, max_by(given, place) AS held_given FROM clips
                WHERE held_out AND fingerprint IS NOT NULL GROUP BY fingerprint
            ), compared AS (
                SELECT place, given, text, held_given,
                    first_value(struct(place, given, text)) OVER (PARTITION BY fingerprint ORDER BY place) AS first
                FROM corpus LEFT JOIN held USING (fingerprint) WHERE size(findings) = 0
            ), found AS (
                SELECT place, place AS cause, 'HELD_OUT' AS defect, concat('as ', held_given) AS value
                FROM compared WHERE held_given IS NOT NULL
                UNION ALL
                SELECT place, first.place, 'TWICE', concat('as ', first.given)
                FROM compared WHERE held_given IS NULL AND place > first.place AND text = first.text
                UNION ALL
                SELECT place, first.place, 'OTHER_TEXT', concat('"', first.text, '" at ', first.given)
                FROM compared WHERE held_given IS NULL AND text <> first.text
                UNION ALL
                SELECT first.place, place, 'OTHER_TEXT', concat('"', text, '" at ', given)
                FROM compared WHERE held_given IS NULL AND text <> first.text
            ), copies AS (
                SELECT place, transform(
                    array_sort(collect_list(struct(cause, defect, value))), one -> struct(one.defect, one.value)) AS copies
                FROM found GROUP BY place
            )
            SELECT place, line, seconds, coalesce(copies, findings) AS findings, CAST(NULL AS STRING) AS problem
            FROM corpus LEFT JOIN copies USING (place)
            UNION ALL
            SELECT place, NULL, NULL, NULL, concat(given, ': "', name, '" was already given at ', before)
            FROM numbered WHERE number > 1
            UNION ALL
            SELECT place, NULL, NULL, NULL, problem FROM clips WHERE NOT held_out AND problem IS NOT NULL
            ORDER BY place
            """;

    private CleanQuery() {}
}
