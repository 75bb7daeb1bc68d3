package attune.annotations;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * ELAN's annotation format (EAF 3.0 and before; Max Planck Institute for Psycholinguistics, "EAF Annotation Format").
 * Annotations have times, or belong to one that has; {@link EafTimes} finds both. A document type is refused: ELAN writes
 * none, and with it a file could name others, or grow without limit.
 */
final class EafReader {
    private static final String REMEDY = "save it again with ELAN";
    /** The JDK's message begins with the place, on a line of its own. */
    private static final Pattern AFTER_PLACE = Pattern.compile("(?s)^.*Message: ");

    private final Source source;
    private final XMLStreamReader xml;
    private final EafTimes times;
    private final Map<String, EafTimes.TierHead> heads = new LinkedHashMap<>();
    private String tier = "";

    private EafReader(Source source, XMLStreamReader xml) {
        this.source = source;
        this.xml = xml;
        this.times = new EafTimes(source);
    }

    static boolean recognises(Source source) {
        String first = source.firstLine("\0").stripLeading();
        return first.startsWith("<?xml") || first.startsWith("<ANNOTATION_DOCUMENT");
    }

    static List<Tier> read(Source source) {
        // The JDK's own, whatever else is on the class path.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(
                    new StringReader(source.content().stripLeading()));
            return new EafReader(source, xml).document();
        } catch (XMLStreamException e) {
            String message = String.valueOf(e.getMessage());
            String reason = AFTER_PLACE.matcher(message).replaceFirst("").replaceFirst("[.]$", "");
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNumber();
            throw source.fault(Math.max(1, line), "malformed XML: " + reason, REMEDY);
        }
    }

    private List<Tier> document() throws XMLStreamException {
        boolean inDocument = false;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                throw source.fault(line(), "has a document type or an entity, which ELAN does not write", REMEDY);
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                requireRoot(inDocument);
                inDocument = true;
                element();
            }
        }
        return times.tiers(heads);
    }

    private void requireRoot(boolean inDocument) {
        if (!inDocument && !xml.getLocalName().equals("ANNOTATION_DOCUMENT")) {
            throw source.fault(
                    line(),
                    "is XML with the root " + Source.quoted(xml.getLocalName()),
                    "of XML, only ELAN's files are read, whose root is ANNOTATION_DOCUMENT");
        }
    }

    private void element() throws XMLStreamException {
        switch (xml.getLocalName()) {
            case "TIME_SLOT" -> times.slot(line(), required("TIME_SLOT_ID"), optional("TIME_VALUE"));
            case "TIER" -> {
                tier = required("TIER_ID");
                heads.put(
                        tier,
                        new EafTimes.TierHead(
                                tier,
                                optional("LINGUISTIC_TYPE_REF"),
                                !optional("PARTICIPANT").isEmpty(),
                                optional("PARENT_REF").isEmpty()));
            }
            case "ALIGNABLE_ANNOTATION" -> annotation(required("TIME_SLOT_REF1"), required("TIME_SLOT_REF2"), "");
            case "REF_ANNOTATION" -> annotation("", "", required("ANNOTATION_REF"));
            default -> {} // licences, media, types, vocabularies: nothing that was said
        }
    }

    private void annotation(String from, String to, String parent) throws XMLStreamException {
        int line = line();
        String id = required("ANNOTATION_ID");
        StringBuilder text = new StringBuilder();
        int depth = 1; // of ANNOTATION_VALUE it is 2, and there is nothing in it but text
        while (depth > 0) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> depth++;
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText());
                default -> {} // comments
            }
            if (depth > 2) {
                throw source.fault(line(), "the annotation has " + xml.getLocalName() + " within its value", REMEDY);
            }
        }
        times.annotation(new EafTimes.Written(
                line, tier, id, from, to, parent, text.toString().strip()));
    }

    private String required(String attribute) {
        String value = xml.getAttributeValue(null, attribute);
        if (value == null) {
            throw source.fault(line(), xml.getLocalName() + " lacks its " + attribute, REMEDY);
        }
        return value;
    }

    private String optional(String attribute) {
        String value = xml.getAttributeValue(null, attribute);
        return value == null ? "" : value;
    }

    private int line() {
        return Math.max(1, xml.getLocation().getLineNumber());
    }
}
