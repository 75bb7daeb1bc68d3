package attune.sweeps;

import static org.assertj.core.api.Assertions.assertThat;

import attune.results.LearningCurveResult.Point;
import attune.speech.adaptation.WordRates;
import java.io.StringReader;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class LearningCurveChartTest {
    private static final String ODD_NAME = "all,lm=<a & b>";

    private static Stream<Point> points(String name, double... minutes) {
        return DoubleStream.of(minutes).mapToObj(amount -> {
            double error = 0.2 + 0.5 / Math.sqrt(amount);
            return new Point(
                    amount, name, new WordRates(1, 9, 99, error, error - 0.05, error + 0.05, 0.1), null, 9, 9, "");
        });
    }

    private static Document drawn(Stream<Point> points) throws Exception {
        List<Point> measured = points.toList();
        String svg = LearningCurveChart.svg(measured, Forecaster.of(measured));
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static List<Element> all(Document drawn, String element) {
        var found = drawn.getElementsByTagName(element);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    @Test
    void everyErrorIsADotAndLessIsLower() throws Exception {
        Document drawn = drawn(Stream.concat(points(ODD_NAME, 1, 4), points("output", 1, 4)));
        List<Element> dots = all(drawn, "circle");
        assertThat(dots).as("two of each try, and one beside its name").hasSize(6);
        assertThat(number(dots.get(1), "cx")).isGreaterThan(number(dots.get(0), "cx"));
        assertThat(number(dots.get(1), "cy")).isGreaterThan(number(dots.get(0), "cy"));
        assertThat(all(drawn, "text"))
                .extracting(Element::getTextContent)
                .contains(ODD_NAME, "output", "1", "4", "WER");
        assertThat(all(drawn, "polygon"))
                .as("two amounts say nothing of a third")
                .isEmpty();
    }

    @Test
    void amountsAreWrittenInDigits() throws Exception {
        assertThat(all(drawn(points("all", 0.5, 60, 1200)), "text"))
                .extracting(Element::getTextContent)
                .contains("0.5", "60", "1200");
    }

    @Test
    void aForecastGoesThroughItsInterval() throws Exception {
        Document drawn = drawn(points("all", 1, 4, 9));
        String[] course = all(drawn, "polyline").get(0).getAttribute("points").split(" ", -1);
        String[] band = all(drawn, "polygon").get(0).getAttribute("points").split(" ", -1);
        assertThat(band).hasSize(2 * course.length);
        for (int i = 0; i < course.length; i++) {
            double expected = Double.parseDouble(course[i].split(",", -1)[1]);
            double high = Double.parseDouble(band[i].split(",", -1)[1]);
            double low = Double.parseDouble(band[band.length - 1 - i].split(",", -1)[1]);
            assertThat(expected).isBetween(high, low);
        }
        assertThat(all(drawn, "text")).extracting(Element::getTextContent).contains("69");
    }

    @Test
    void oneAmountIsDrawnToo() throws Exception {
        assertThat(all(drawn(points("all", 3)), "circle"))
                .hasSize(2)
                .allSatisfy(dot -> assertThat(number(dot, "cx")).isFinite());
    }
}
