package dev.sconce.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class TrainingCurveTest {
    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    /** The line of a series: the axes are the first path. */
    private static String line(Document svg, int series) {
        return ((Element) svg.getElementsByTagName("path").item(series + 1)).getAttribute("d");
    }

    @Test
    void should_draw_each_line_from_edge_to_edge() throws Exception {
        var curve = new TrainingCurve("loss <of> a run & more");
        curve.add("training", 0, 2);
        curve.add("training", 10, 1);
        curve.add("held out", 10, 0);
        Document svg = parse(curve.toSvg());
        assertThat(line(svg, 0)).isEqualTo("M70.0 40.0L620.0 200.0");
        assertThat(line(svg, 1)).isEqualTo("M620.0 360.0");
        NodeList texts = svg.getElementsByTagName("text");
        assertThat(texts.item(0).getTextContent()).isEqualTo("loss <of> a run & more");
        assertThat(curve.series()).containsOnlyKeys("training", "held out");
    }

    @Test
    void should_leave_a_gap_where_a_loss_is_no_number() throws Exception {
        var curve = new TrainingCurve("loss");
        double[] losses = {4, 3, Double.NaN, 2, Double.POSITIVE_INFINITY, 0};
        for (int i = 0; i < losses.length; i++) {
            curve.add("training", i, losses[i]);
        }
        assertThat(line(parse(curve.toSvg()), 0)).matches("M[^ML]+ [^ML]+L[^ML]+M[^ML]+M[^ML]+");
    }

    @Test
    void should_draw_nothing_and_one_value_too(@TempDir Path folder) throws Exception {
        parse(new TrainingCurve("nothing").toSvg());
        var one = new TrainingCurve("one");
        one.add("training", 3, 0.5);
        one.save(folder.resolve("one.svg"));
        assertThat(line(parse(Files.readString(folder.resolve("one.svg"))), 0)).isEqualTo("M345.0 200.0");
    }
}
