<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>Netwright</name>
        <message>
            <source> · {count}</source>
            <translation> · {count}</translation>
        </message>
        <message>
            <source>% of all there is, the last two minutes</source>
            <translation>占总量的百分比，最近两分钟</translation>
        </message>
        <message>
            <source>% of class</source>
            <translation>类内 %</translation>
        </message>
        <message>
            <source>% of each true class, validation, epoch {epoch}</source>
            <translation>占各真实类别的 %，验证，第 {epoch} 轮</translation>
        </message>
        <message>
            <source>% of the loss, weighted</source>
            <translation>占损失的百分比（加权后）</translation>
        </message>
        <message>
            <source>% of the outputs</source>
            <translation>占输出的百分比</translation>
        </message>
        <message>
            <source>% of the units</source>
            <translation>占单元的百分比</translation>
        </message>
        <message>
            <source>--hidden takes whole numbers such as 16,8, not “{given}”.</source>
            <translation>--hidden 需要整数，例如 16,8，而不是“{given}”。</translation>
        </message>
        <message>
            <source>--resume can't go on with another network. Leave out --resume.</source>
            <translation>网络已更换，--resume 无法继续训练。请去掉 --resume。</translation>
        </message>
        <message>
            <source>--steps takes a whole number of at least 1.</source>
            <translation>--steps 需要不小于 1 的整数。</translation>
        </message>
        <message>
            <source>--to {form} writes a file called {suffix}, not “{file}”.</source>
            <translation>--to {form} 写出的文件名应形如 {suffix}，而不是“{file}”。</translation>
        </message>
        <message>
            <source>1 feature</source>
            <translation>1 个特征</translation>
        </message>
        <message>
            <source>1 layer</source>
            <translation>1 层</translation>
        </message>
        <message>
            <source>1 param</source>
            <translation>1 个参数</translation>
        </message>
        <message>
            <source>1 row × {shape}</source>
            <translation>1 × {shape}</translation>
        </message>
        <message>
            <source>1 sample</source>
            <translation>1 个样本</translation>
        </message>
        <message>
            <source>1. Forward: what does each layer give?</source>
            <translation>1. 前向：每一层输出什么？</translation>
        </message>
        <message>
            <source>150 flowers of three species, by the size of their petals and sepals</source>
            <translation>150 朵花，三个品种，按花瓣与萼片的尺寸</translation>
        </message>
        <message>
            <source>178 wines of three cultivars, by 13 chemical measurements</source>
            <translation>178 种葡萄酒，三个品种，13 项化学指标</translation>
        </message>
        <message>
            <source>1797 handwritten digits as grey pictures of 8 × 8 pixels</source>
            <translation>1797 个手写数字，8 × 8 像素灰度图</translation>
        </message>
        <message>
            <source>1797 pictures of 8×8 pixels and a small convolutional network that reads them.</source>
            <translation>1797 张 8×8 像素的图像，以及识别它们的小型卷积网络。</translation>
        </message>
        <message>
            <source>2. Loss: how wrong is the network?</source>
            <translation>2. 损失：网络错了多少？</translation>
        </message>
        <message>
            <source>20 men in a gym: three exercises predict three body measurements</source>
            <translation>健身房里的 20 名男子：用三项运动预测三项身体指标</translation>
        </message>
        <message>
            <source>20 random features and three random classes: nothing to learn but by heart</source>
            <translation>20 个随机特征和三个随机类别：除了死记，没有规律可学</translation>
        </message>
        <message>
            <source>3. Backward: how does the loss change with each number?</source>
            <translation>3. 反向：损失随每个数如何变化？</translation>
        </message>
        <message>
            <source>4. Step: what are the weights now?</source>
            <translation>4. 更新：现在的权重是多少？</translation>
        </message>
        <message>
            <source>442 patients: the progress of diabetes after a year, a number</source>
            <translation>442 名患者：一年后糖尿病的进展程度（数值）</translation>
        </message>
        <message>
            <source>50 steps of both from the weights that the run began with</source>
            <translation>两者都从本次训练最初的权重走 50 步</translation>
        </message>
        <message>
            <source>569 tumours, malignant or benign, by 30 measurements of their cells</source>
            <translation>569 个肿瘤，恶性或良性，30 项细胞测量值</translation>
        </message>
        <message>
            <source>A 3×3 convolution over a quarter of the channels, with a shortcut: deep and cheap.</source>
            <translation>在四分之一的通道上做 3×3 卷积，并带捷径：又深又省。</translation>
        </message>
        <message>
            <source>A 3×3 convolution with its normalisation and activation.</source>
            <translation>一个 3×3 卷积及其归一化和激活。</translation>
        </message>
        <message>
            <source>A 3×3 kernel a channel, then a mixture of the channels: a ninth of the weights.</source>
            <translation>每个通道一个 3×3 卷积核，再混合各通道：权重只有九分之一。</translation>
        </message>
        <message>
            <source>A CSV file with a few gaps: tell three kinds of wine apart by 13 measurements.</source>
            <translation>带有少量缺失值的 CSV 文件：用 13 项测量值区分三种葡萄酒。</translation>
        </message>
        <message>
            <source>A ReLU gives 0 for every negative input and has slope 0 there. A unit whose input is negative on every row gets no gradient and can't come back by itself. Too long steps push units there, most often early in a run. Leaky ReLU keeps a small slope on that side; a lower learning rate keeps units from dying. Some zeros are normal and even useful: only units that are zero on all rows count here.</source>
            <translation>ReLU 对任何负的输入都输出 0，且在那里斜率为 0。如果一个单元在每一行上的输入都是负的，它就得不到梯度，也无法自行恢复。步子过大会把单元推到那里，多半发生在训练初期。Leaky ReLU 在负侧保留一点斜率；降低学习率可以避免单元死亡。有些零是正常的，甚至有用：这里只计在所有行上都为零的单元。</translation>
        </message>
        <message>
            <source>A Vision Transformer: patches of a picture look at one another, without kernels.</source>
            <translation>Vision Transformer：图像的小块互相观察，不用卷积核。</translation>
        </message>
        <message>
            <source>A batch norm works with the mean and the spread of the batch, which a single row does not have. Choose another batch size, or leave the last batch out.</source>
            <translation>批归一化要用到这一批的均值和离散程度，只有一行时没有。请换一个批大小，或者丢弃最后一批。</translation>
        </message>
        <message>
            <source>A batch norm works with the mean and the spread of the batch, which a single row does not have. Walk through two rows or more.</source>
            <translation>批归一化要用到这一批数据的均值和离散程度，而单独一行没有这些。请选择两行或更多行。</translation>
        </message>
        <message>
            <source>A batch of {size} holds all {rows} training rows, so that an epoch is a single step.</source>
            <translation>批大小 {size} 容纳了全部 {rows} 个训练样本，因此每轮只有一步。</translation>
        </message>
        <message>
            <source>A batch of {size} rows shows little of the direction: the gradient's noise scale is {scale} rows, and the loss no longer falls.</source>
            <translation>{size} 行的批次几乎看不出方向：梯度的噪声尺度为 {scale} 行，损失也不再下降。</translation>
        </message>
        <message>
            <source>A batch of {size} rows shows no common direction: its gradient is chance, and the loss no longer falls.</source>
            <translation>{size} 行的批次看不出共同的方向：其梯度只是偶然，损失也不再下降。</translation>
        </message>
        <message>
            <source>A block can be repeated 1 to {most} times.</source>
            <translation>模块可以重复 1 到 {most} 次。</translation>
        </message>
        <message>
            <source>A block needs a name of 1 to {longest} characters.</source>
            <translation>模块需要一个 1 到 {longest} 个字符的名称。</translation>
        </message>
        <message>
            <source>A boundary needs at least two features; this data has one.</source>
            <translation>决策边界至少需要两个特征；这份数据只有一个。</translation>
        </message>
        <message>
            <source>A cheap SiLU, made for phones.</source>
            <translation>SiLU 的廉价近似，为手机等设备设计。</translation>
        </message>
        <message>
            <source>A frozen layer is right for weights that were trained before, on other data. If its weights are still the random ones it began with, it only scrambles what goes through: let it learn.</source>
            <translation>冻结层适合先前在其他数据上训练好的权重。如果它的权重仍是最初的随机值，它只会打乱经过的数据：让它参与学习。</translation>
        </message>
        <message>
            <source>A frozen layer keeps its weights while the others learn</source>
            <translation>冻结的层保持权重不变，其他层继续学习</translation>
        </message>
        <message>
            <source>A guess that never looks at the input</source>
            <translation>从不看输入的猜测</translation>
        </message>
        <message>
            <source>A guess that never looks at the input would do as well. Either the network has not begun to learn (look at the learning rate and the gradients), or what it has learnt does not carry over to the validation rows, or the target does not depend on these inputs: then no network will help, and only other data will.</source>
            <translation>从不看输入的猜测也能做到这样。要么网络还没有开始学习（请看学习率和梯度），要么它学到的东西不适用于验证行，要么目标与这些输入无关：那样任何网络都无济于事，只有换数据才行。</translation>
        </message>
        <message>
            <source>A histogram each few moments, one behind the other: the newest in front.</source>
            <translation>每隔片刻一个直方图，前后排列：最新的在最前面。</translation>
        </message>
        <message>
            <source>A layer can't be called “{name}”: PyTorch uses that name. Choose another.</source>
            <translation>层不能命名为“{name}”：PyTorch 已使用该名称，请另选一个。</translation>
        </message>
        <message>
            <source>A layer can't be called “{name}”: use letters, digits and underscores, beginning with a letter.</source>
            <translation>层不能命名为“{name}”：请使用字母、数字和下划线，并以字母开头。</translation>
        </message>
        <message>
            <source>A layer can't be called “{name}…”: a name has at most {longest} characters.</source>
            <translation>层不能命名为“{name}…”：名称最多 {longest} 个字符。</translation>
        </message>
        <message>
            <source>A layer can't stand above the input. Put it below.</source>
            <translation>层不能放在输入之上。请放到输入下方。</translation>
        </message>
        <message>
            <source>A layer that is off hands its first input on, as if it were not there (Ctrl+/)</source>
            <translation>停用的层直接传递第一个输入，就像不存在一样（Ctrl+/）</translation>
        </message>
        <message>
            <source>A learning rate of {rate} is far too high for {optimizer}: the loss will leap about. Usual is about {usual}.</source>
            <translation>学习率 {rate} 对 {optimizer} 来说过高：损失会剧烈跳动。通常约为 {usual}。</translation>
        </message>
        <message>
            <source>A learning rate of {rate} is far too low for {optimizer}: the weights will hardly move. Usual is about {usual}.</source>
            <translation>学习率 {rate} 对 {optimizer} 来说过低：权重几乎不动。通常约为 {usual}。</translation>
        </message>
        <message>
            <source>A linear network learns fast at first, and is enough where what is to be learnt is nearly linear, or where other layers, such as max pooling, are not linear either. Elsewhere its loss stops falling early.</source>
            <translation>线性网络一开始学得快；如果要学的东西近乎线性，或者其他层（如最大池化）本身也不是线性的，它就够用。否则它的损失很早就不再下降。</translation>
        </message>
        <message>
            <source>A loss on the sum</source>
            <translation>对总和的损失</translation>
        </message>
        <message>
            <source>A loss term looks at a layer that is no output of the network. Choose another.</source>
            <translation>有一个损失项所看的层不是网络的输出。请另选一层。</translation>
        </message>
        <message>
            <source>A network learns from a table: one row a sample, one column to predict.</source>
            <translation>网络从表格中学习：一行是一个样本，一列是要预测的目标。</translation>
        </message>
        <message>
            <source>A number</source>
            <translation>一个数</translation>
        </message>
        <message>
            <source>A number grew beyond what float32 can hold, or became “not a number”, and everything computed from it is lost. Nearly always the steps were too long: each overshoots further than the one before. Lower the learning rate to a tenth; if it still happens, clip the gradients. If the data themselves hold NaN, fill or drop those rows on the Data page.</source>
            <translation>某个数超出了 float32 的范围，或变成了“非数”，由它算出的一切都作废了。几乎总是因为步子太大：每一步都比前一步越过得更远。把学习率降到十分之一；如果仍然发生，就裁剪梯度。如果数据本身含有 NaN，请在“数据”页填补或去掉这些行。</translation>
        </message>
        <message>
            <source>A part of a tensor</source>
            <translation>张量的一部分</translation>
        </message>
        <message>
            <source>A plane needs at least three training rows.</source>
            <translation>构成平面至少需要三行训练数据。</translation>
        </message>
        <message>
            <source>A quote opened in line {line} of {file} is not closed where its cell should end: mend that line.</source>
            <translation>{file} 第 {line} 行的引号没有在单元格结尾处闭合：请修正该行。</translation>
        </message>
        <message>
            <source>A rare class contributes little to the loss, so that missing it costs little. Weights in inverse proportion to the classes' rows make all classes count alike; more rows of the rare class are better still. Look at recall and F1 rather than at accuracy, which the common class decides.</source>
            <translation>稀少的类别对损失的贡献很小，漏掉它代价不大。按各类行数的反比加权，可使所有类别同等重要；有更多该类的行则更好。请看召回率和 F1，而不是由常见类别决定的准确率。</translation>
        </message>
        <message>
            <source>A row of this data has {count} values, too many to type. Choose rows by their numbers instead.</source>
            <translation>这份数据的每一行有 {count} 个值，多得无法手工输入。请改用行号选择行。</translation>
        </message>
        <message>
            <source>A run has no live setting “{name}”.</source>
            <translation>运行中没有可即时更改的设置“{name}”。</translation>
        </message>
        <message>
            <source>A run is under way</source>
            <translation>训练正在进行</translation>
        </message>
        <message>
            <source>A single weight finds 2 in small steps: batch size 1, no shuffling.</source>
            <translation>单个权重一小步一小步逼近 2：批大小为 1，不打乱。</translation>
        </message>
        <message>
            <source>A small CNN</source>
            <translation>小型 CNN</translation>
        </message>
        <message>
            <source>A small circle inside a large one</source>
            <translation>大圆里套着小圆</translation>
        </message>
        <message>
            <source>A smooth ReLU much like SiLU, a little deeper left of zero.</source>
            <translation>与 SiLU 相近的平滑 ReLU，在零点左侧略低一些。</translation>
        </message>
        <message>
            <source>A smooth ReLU that stays above 0.</source>
            <translation>始终大于 0 的平滑 ReLU。</translation>
        </message>
        <message>
            <source>A smooth ReLU that weighs each number by how likely it is to be positive.</source>
            <translation>平滑的 ReLU，按每个数为正的概率对其加权。</translation>
        </message>
        <message>
            <source>A smooth ReLU, also called Swish: the number times its own sigmoid.</source>
            <translation>平滑的 ReLU，又称 Swish：输入乘以自身的 sigmoid。</translation>
        </message>
        <message>
            <source>A step along the gradient is right only for a short way. With too long steps the network jumps over the valley that it is looking for, and may climb its other side. A third or a tenth of the learning rate mostly settles it; a warm-up helps where only the first steps are too long.</source>
            <translation>沿梯度走的一步只在很短的距离内是对的。步子太大时，网络会跳过它要找的谷底，甚至爬上另一侧。把学习率降到三分之一或十分之一大多就能稳定下来；如果只是最初的步子太大，预热会有帮助。</translation>
        </message>
        <message>
            <source>A step needs a batch of samples. Open a file or take an example on the Data page.</source>
            <translation>走一步需要一批样本。请在“数据”页打开文件或选一个示例。</translation>
        </message>
        <message>
            <source>A step with {batch} rows takes about {needed} of memory, but this machine has {found}.</source>
            <translation>每步 {batch} 行约需 {needed} 内存，而本机只有 {found}。</translation>
        </message>
        <message>
            <source>A straight line cut off at 0 and 1: a cheap sigmoid.</source>
            <translation>在 0 和 1 处截断的直线：廉价的 sigmoid。</translation>
        </message>
        <message>
            <source>A straight line cut off at both ends: a cheap tanh.</source>
            <translation>两端截断的直线：廉价的 tanh。</translation>
        </message>
        <message>
            <source>A straight line to fit: y = 2x</source>
            <translation>拟合一条直线：y = 2x</translation>
        </message>
        <message>
            <source>ADVICE · {count}</source>
            <translation>建议 · {count}</translation>
        </message>
        <message>
            <source>AMSGrad</source>
            <translation>AMSGrad</translation>
        </message>
        <message>
            <source>About Netwright</source>
            <translation>关于 Netwright</translation>
        </message>
        <message>
            <source>About {time} an epoch on this machine (measured)</source>
            <translation>本机每轮约 {time}（实测）</translation>
        </message>
        <message>
            <source>Accuracy</source>
            <translation>准确率</translation>
        </message>
        <message>
            <source>Accuracy {value} is what always naming the commonest class would reach: {guess}.</source>
            <translation>准确率 {value}，与总是回答最常见的类别所能达到的 {guess} 相当。</translation>
        </message>
        <message>
            <source>Activation</source>
            <translation>激活函数</translation>
        </message>
        <message>
            <source>Activation deviation by layer</source>
            <translation>各层激活值的标准差</translation>
        </message>
        <message>
            <source>Activations</source>
            <translation>激活值</translation>
        </message>
        <message>
            <source>Activations appear once training has run a moment.</source>
            <translation>训练进行片刻后即会出现激活值。</translation>
        </message>
        <message>
            <source>Activations by layer</source>
            <translation>各层激活值</translation>
        </message>
        <message>
            <source>Activations of the selected layers</source>
            <translation>所选层的激活值</translation>
        </message>
        <message>
            <source>Adam that is careful in its first steps, while the spread of gradients is still unknown.</source>
            <translation>在梯度方差尚不可知的最初几步更谨慎的 Adam。</translation>
        </message>
        <message>
            <source>Adam that looks one momentum step ahead, as Nesterov's method does.</source>
            <translation>像 Nesterov 方法那样向前多看一步动量的 Adam。</translation>
        </message>
        <message>
            <source>Adam weakens the weight decay of just those weights whose gradients are large. AdamW decays all alike.</source>
            <translation>Adam 恰恰会削弱梯度较大的那些权重的衰减。AdamW 对所有权重一视同仁。</translation>
        </message>
        <message>
            <source>Adam with weight decay that shrinks the weight itself: usually better than Adam's.</source>
            <translation>权重衰减直接作用于权重的 Adam：通常优于 Adam 自带的衰减。</translation>
        </message>
        <message>
            <source>Add Dropout</source>
            <translation>添加 Dropout</translation>
        </message>
        <message>
            <source>Add Stirling's term, which changes no gradient</source>
            <translation>加上 Stirling 近似项，不影响梯度</translation>
        </message>
        <message>
            <source>Add a Linear layer with {count} outputs</source>
            <translation>添加有 {count} 个输出的 Linear 层</translation>
        </message>
        <message>
            <source>Add a hidden layer of {width} units</source>
            <translation>添加 {width} 个单元的隐藏层</translation>
        </message>
        <message>
            <source>Add a layer</source>
            <translation>添加层</translation>
        </message>
        <message>
            <source>Add a layer below the selected one (Enter)</source>
            <translation>在所选层下方添加层（Enter）</translation>
        </message>
        <message>
            <source>Add a layer in the Network panel, or start from a template.</source>
            <translation>请在“网络”面板中添加一层，或从模板开始。</translation>
        </message>
        <message>
            <source>Add a learnable number to each output</source>
            <translation>为每个输出加上一个可学习的数</translation>
        </message>
        <message>
            <source>Add a learnable number to each output channel</source>
            <translation>为每个输出通道加上一个可学习的数</translation>
        </message>
        <message>
            <source>Add a learnable number to each projection</source>
            <translation>为每个投影加上可学习的数</translation>
        </message>
        <message>
            <source>Add a {kind}</source>
            <translation>添加 {kind}</translation>
        </message>
        <message>
            <source>Add block…</source>
            <translation>添加模块…</translation>
        </message>
        <message>
            <source>Add layer</source>
            <translation>添加层</translation>
        </message>
        <message>
            <source>Add layer below…</source>
            <translation>在下方添加层…</translation>
        </message>
        <message>
            <source>Add layer…</source>
            <translation>添加层…</translation>
        </message>
        <message>
            <source>Add learnable numbers to each gate</source>
            <translation>为每个门加上可学习的数</translation>
        </message>
        <message>
            <source>Add loss term</source>
            <translation>添加损失项</translation>
        </message>
        <message>
            <source>Add row</source>
            <translation>添加行</translation>
        </message>
        <message>
            <source>Add the first layer</source>
            <translation>添加第一层</translation>
        </message>
        <message>
            <source>Add {kind}</source>
            <translation>添加 {kind}</translation>
        </message>
        <message>
            <source>Adds a border: of one number, of what it mirrors, or of what lies on the other side.</source>
            <translation>加上边框：用固定的数、镜像的内容或另一侧的内容填充。</translation>
        </message>
        <message>
            <source>Adds a dimension of size 1, such as the one channel of a sequence.</source>
            <translation>增加一个大小为 1 的维度，例如序列的唯一通道。</translation>
        </message>
        <message>
            <source>Adds a row like the current one</source>
            <translation>在当前行下添加相同的一行</translation>
        </message>
        <message>
            <source>Adds an input to {target}</source>
            <translation>为 {target} 增加一个输入</translation>
        </message>
        <message>
            <source>Adds its inputs number by number: the shortcut of a residual network.</source>
            <translation>将各输入逐元素相加：残差网络的捷径连接。</translation>
        </message>
        <message>
            <source>Adds to each step numbers that tell its place, which attention can't see by itself.</source>
            <translation>为每个时间步加上表示其位置的数，注意力本身看不到位置。</translation>
        </message>
        <message>
            <source>Adds up all numbers along dimensions.</source>
            <translation>沿指定维度将所有数相加。</translation>
        </message>
        <message>
            <source>Advice</source>
            <translation>建议</translation>
        </message>
        <message>
            <source>After {steps} steps the loss is higher with the fix: {with_it}, and {without} without, means of the last {last}.</source>
            <translation>{steps} 步后，采用修正的损失更高：{with_it}，不采用为 {without}（最后 {last} 步的平均）。</translation>
        </message>
        <message>
            <source>After {steps} steps {with_it} with the fix, {without} without: means of the last {last}.</source>
            <translation>{steps} 步后，采用修正为 {with_it}，不采用为 {without}（最后 {last} 步的平均）。</translation>
        </message>
        <message>
            <source>Against the gradient</source>
            <translation>与梯度相反的方向</translation>
        </message>
        <message>
            <source>AlexNet</source>
            <translation>AlexNet</translation>
        </message>
        <message>
            <source>All</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>All batches of this epoch are used. Let the run end the epoch, then walk through the next one.</source>
            <translation>这一轮的批次都已用完。请先让训练结束这一轮，再逐阶段走下一轮的步。</translation>
        </message>
        <message>
            <source>All epochs of this run are done</source>
            <translation>这次运行的各轮都已完成</translation>
        </message>
        <message>
            <source>All epochs of this run are done. Train more epochs, or go back to the initial weights, to walk through a step.</source>
            <translation>这次运行的所有轮次都已完成。请再训练几轮，或恢复初始权重，然后再逐阶段走一步。</translation>
        </message>
        <message>
            <source>All files</source>
            <translation>所有文件</translation>
        </message>
        <message>
            <source>All files ({patterns})</source>
            <translation>所有文件 ({patterns})</translation>
        </message>
        <message>
            <source>All one: for the scale of a normalisation.</source>
            <translation>全为 1：用于归一化层的缩放。</translation>
        </message>
        <message>
            <source>All plots are hidden. “Plots” above the plots brings them back.</source>
            <translation>所有图表均已隐藏，可用上方的“图表”重新显示。</translation>
        </message>
        <message>
            <source>All rows are in one batch, so that their order changes nothing but rounding.</source>
            <translation>所有行都在同一批里，因此顺序只影响舍入。</translation>
        </message>
        <message>
            <source>All rows would fit into one batch.</source>
            <translation>所有行可以放进一个批次。</translation>
        </message>
        <message>
            <source>All units are still alike after {steps} steps in: {layers}.</source>
            <translation>{steps} 步之后，这些层的所有单元仍然完全一样：{layers}。</translation>
        </message>
        <message>
            <source>All units of “{layer}” start with the same weights, get the same gradients and stay alike, as if there were only one.</source>
            <translation>“{layer}”的所有单元初始权重相同，得到的梯度也相同，因而始终一样，如同只有一个单元。</translation>
        </message>
        <message>
            <source>All weights start at 0</source>
            <translation>权重全部从 0 开始</translation>
        </message>
        <message>
            <source>All zero: right for a bias, never for a weight.</source>
            <translation>全为 0：适合偏置，绝不适合权重。</translation>
        </message>
        <message>
            <source>All {count} findings</source>
            <translation>全部 {count} 条诊断</translation>
        </message>
        <message>
            <source>Along a cosine wave or a straight line</source>
            <translation>沿余弦曲线或直线变化</translation>
        </message>
        <message>
            <source>Along dimension {dim} of {shape}: {count} numbers belong together.</source>
            <translation>沿 {shape} 的维度 {dim}：每 {count} 个数为一组。</translation>
        </message>
        <message>
            <source>Along dimension {dim}, without the batch.</source>
            <translation>沿维度 {dim}，不计批次。</translation>
        </message>
        <message>
            <source>AlphaDropout that takes whole channels at a time.</source>
            <translation>每次丢弃整个通道的 AlphaDropout。</translation>
        </message>
        <message>
            <source>An MLP along the steps and one along the features, each with a shortcut.</source>
            <translation>一个沿步的 MLP 和一个沿特征的 MLP，各带捷径。</translation>
        </message>
        <message>
            <source>An input and nothing else.</source>
            <translation>只有一个输入，别无其他。</translation>
        </message>
        <message>
            <source>An input can't become another kind of layer, nor a layer an input.</source>
            <translation>输入不能改为其他类型的层，其他层也不能改为输入。</translation>
        </message>
        <message>
            <source>Another page is in front.</source>
            <translation>现在显示的是另一页。</translation>
        </message>
        <message>
            <source>Another program holds the file of runs, {file}. Close it there.</source>
            <translation>另一个程序正占用运行记录文件 {file}。请在那个程序里关闭它。</translation>
        </message>
        <message>
            <source>Answers</source>
            <translation>答案</translation>
        </message>
        <message>
            <source>Any data</source>
            <translation>任何数据</translation>
        </message>
        <message>
            <source>Applied to output and target alike before the loss, over all elements</source>
            <translation>计算损失之前，对输出和目标的所有元素做同样的变换</translation>
        </message>
        <message>
            <source>Apply the fix</source>
            <translation>采用修正</translation>
        </message>
        <message>
            <source>Arranges the numbers of a sample in another shape, such as 64 as 1×8×8.</source>
            <translation>将样本的数值排列成另一种形状，例如把 64 排成 1×8×8。</translation>
        </message>
        <message>
            <source>As a guide, a step should move the weights by about a thousandth of their size. Here it is far less, and the loss hardly falls: the run would get there, but only after very many steps. Raise the learning rate by factors of ten until the loss falls visibly, and go back one factor when it becomes restless.</source>
            <translation>经验上，一步应使权重移动其大小的约千分之一。这里远小于此，损失也几乎不降：训练终会到达，但需要非常多的步。每次把学习率提高十倍，直到损失明显下降；一旦损失不稳，就退回一档。</translation>
        </message>
        <message>
            <source>As kaiming_uniform, drawn from a bell curve.</source>
            <translation>同 kaiming_uniform，但从正态分布中抽取。</translation>
        </message>
        <message>
            <source>As many as there are numbers to learn</source>
            <translation>与可学习的数一样多</translation>
        </message>
        <message>
            <source>As many numbers as it has</source>
            <translation>个数须与其元素个数相同</translation>
        </message>
        <message>
            <source>As xavier_uniform, drawn from a bell curve.</source>
            <translation>同 xavier_uniform，但从正态分布中抽取。</translation>
        </message>
        <message>
            <source>Ask again next time</source>
            <translation>下次再问</translation>
        </message>
        <message>
            <source>At batch size {count}</source>
            <translation>批大小 {count} 时</translation>
        </message>
        <message>
            <source>At most {most} rows can be walked.</source>
            <translation>最多可以选 {most} 行。</translation>
        </message>
        <message>
            <source>At most {most} runs are shown at once.</source>
            <translation>最多同时显示 {most} 个运行。</translation>
        </message>
        <message>
            <source>Attention</source>
            <translation>注意力</translation>
        </message>
        <message>
            <source>Attention and an MLP, each behind a LayerNorm and with a shortcut around it.</source>
            <translation>一个注意力和一个 MLP，各自前面有 LayerNorm，外面有捷径。</translation>
        </message>
        <message>
            <source>Attention, then two Linear layers at each step, each with a shortcut and a LayerNorm.</source>
            <translation>先是注意力，再对每个时间步应用两个 Linear 层，各带捷径连接和 LayerNorm。</translation>
        </message>
        <message>
            <source>Autoencoder</source>
            <translation>自编码器</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>自动</translation>
        </message>
        <message>
            <source>Average each channel first</source>
            <translation>先对每个通道取平均</translation>
        </message>
        <message>
            <source>Averages a picture of any size down to a given one.</source>
            <translation>将任意大小的图像平均到给定大小。</translation>
        </message>
        <message>
            <source>Averages a sequence of any length down to a given one.</source>
            <translation>将任意长度的序列平均到给定长度。</translation>
        </message>
        <message>
            <source>Averages a volume of any size down to a given one.</source>
            <translation>将任意大小的体数据平均为指定大小。</translation>
        </message>
        <message>
            <source>Averages over dimensions, such as all steps of a sequence.</source>
            <translation>沿指定维度取平均，例如序列的所有时间步。</translation>
        </message>
        <message>
            <source>BCE (binary cross-entropy)</source>
            <translation>BCE（二元交叉熵）</translation>
        </message>
        <message>
            <source>BCE needs probabilities, but “{layer}” gives any number.</source>
            <translation>BCE 需要概率，但“{layer}”的输出可以是任意数值。</translation>
        </message>
        <message>
            <source>BCE with logits</source>
            <translation>BCE with logits</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>上一步</translation>
        </message>
        <message>
            <source>Back to now</source>
            <translation>回到当前</translation>
        </message>
        <message>
            <source>Back to the initial weights</source>
            <translation>恢复初始权重</translation>
        </message>
        <message>
            <source>Back to the number before</source>
            <translation>回到前一个数</translation>
        </message>
        <message>
            <source>Back to the other plots</source>
            <translation>返回其他图表</translation>
        </message>
        <message>
            <source>Back to the standard arrangement</source>
            <translation>恢复标准排列</translation>
        </message>
        <message>
            <source>Back to typical values</source>
            <translation>恢复为典型值</translation>
        </message>
        <message>
            <source>Backpropagation by hand</source>
            <translation>手算反向传播</translation>
        </message>
        <message>
            <source>Batch size</source>
            <translation>批大小</translation>
        </message>
        <message>
            <source>Batch size, in rows</source>
            <translation>批大小（行）</translation>
        </message>
        <message>
            <source>Becomes the input of {target}</source>
            <translation>成为 {target} 的输入</translation>
        </message>
        <message>
            <source>Before and after along the last dimension, then along the one before it, …</source>
            <translation>最后一维的前后宽度，然后是倒数第二维，依此类推</translation>
        </message>
        <message>
            <source>Begin</source>
            <translation>开始</translation>
        </message>
        <message>
            <source>Begin a new run</source>
            <translation>开始新的运行</translation>
        </message>
        <message>
            <source>Begun</source>
            <translation>开始</translation>
        </message>
        <message>
            <source>Behind the curve: z of {rows} training rows. {share} lie where |f′| &lt; {limit} and no gradient comes through; {dead} of {units} units always do.</source>
            <translation>曲线后面是 {rows} 行训练数据的 z。{share} 位于 |f′| &lt; {limit} 处，梯度几乎传不过去；{units} 个单元中有 {dead} 个始终如此。</translation>
        </message>
        <message>
            <source>Best</source>
            <translation>最佳</translation>
        </message>
        <message>
            <source>Best loss</source>
            <translation>最佳损失</translation>
        </message>
        <message>
            <source>Bias correction</source>
            <translation>偏差修正</translation>
        </message>
        <message>
            <source>Biases b</source>
            <translation>偏置 b</translation>
        </message>
        <message>
            <source>Bilinear needs two inputs that are equal in all but their last size, but gets {first} and {second}. Put a Flatten or a Reshape before one of them.</source>
            <translation>Bilinear 需要两个除最后一个大小外都相等的输入，但输入为 {first} 和 {second}。请在其中一个前面放一个 Flatten 或 Reshape。</translation>
        </message>
        <message>
            <source>Binary classification</source>
            <translation>二分类</translation>
        </message>
        <message>
            <source>Blank</source>
            <translation>空白</translation>
        </message>
        <message>
            <source>Blank network</source>
            <translation>空白网络</translation>
        </message>
        <message>
            <source>Block</source>
            <translation>模块</translation>
        </message>
        <message>
            <source>Blocks</source>
            <translation>模块</translation>
        </message>
        <message>
            <source>Border added on each side</source>
            <translation>每侧添加的边框宽度</translation>
        </message>
        <message>
            <source>Border added on each side; same keeps the size, valid adds none</source>
            <translation>每侧添加的边框宽度；same 保持大小不变，valid 不添加</translation>
        </message>
        <message>
            <source>Both begin with fresh weights, as the weights of the run do not fit the changed network.</source>
            <translation>两者都从新的权重开始，因为本次训练的权重不适合改动后的网络。</translation>
        </message>
        <message>
            <source>Both begin with the first weights that the project's seed gives, and take the same batches. Your own run is not touched.</source>
            <translation>两次训练都从项目种子给出的初始权重开始，使用相同的批次。您自己的训练不受影响。</translation>
        </message>
        <message>
            <source>Both begin with the run's first weights, and take the same batches.</source>
            <translation>两者都从本次训练最初的权重开始，使用相同的批次。</translation>
        </message>
        <message>
            <source>Both break off: with the fix at step {with_it} of {all}, without it at step {without}.</source>
            <translation>两者都中断了：共 {all} 步，采用修正时在第 {with_it} 步，不采用时在第 {without} 步。</translation>
        </message>
        <message>
            <source>Both curves have levelled off together, with much of the loss still there: the network does not even fit the rows it was trained on. It needs more room (wider or more layers, an activation between them), better features, or longer training at another learning rate. Dropout and weight decay make it worse: take them away first.</source>
            <translation>两条曲线一起走平，而损失还剩下很多：网络连训练行都没有拟合好。它需要更大的容量（更宽或更多的层，层间加激活）、更好的特征，或换一个学习率训练更久。Dropout 和权重衰减会使情况更糟：请先去掉它们。</translation>
        </message>
        <message>
            <source>Both go on from step {step}, with the same batches.</source>
            <translation>两者都从第 {step} 步继续，使用相同的批次。</translation>
        </message>
        <message>
            <source>Both runs are the same to the last digit.</source>
            <translation>两次训练到最后一位数字都相同。</translation>
        </message>
        <message>
            <source>Bottleneck block</source>
            <translation>瓶颈残差块</translation>
        </message>
        <message>
            <source>Bound of the clipping</source>
            <translation>裁剪的上限</translation>
        </message>
        <message>
            <source>Bring {source} to {size} by averaging</source>
            <translation>用平均把 {source} 变为 {size}</translation>
        </message>
        <message>
            <source>Bring {source} to {size} by repeating</source>
            <translation>用重复把 {source} 变为 {size}</translation>
        </message>
        <message>
            <source>Brings each channel of a volume to mean 0 and spread 1 over the batch.</source>
            <translation>在批内把体数据的每个通道变为均值 0、标准差 1。</translation>
        </message>
        <message>
            <source>Brings each channel of each picture to mean 0 and spread 1 by itself.</source>
            <translation>把每幅图像的每个通道各自变为均值 0、标准差 1。</translation>
        </message>
        <message>
            <source>Brings each channel of each sequence to mean 0 and spread 1 by itself.</source>
            <translation>把每个序列的每个通道各自变为均值 0、标准差 1。</translation>
        </message>
        <message>
            <source>Brings each channel of each volume to mean 0 and spread 1 by itself.</source>
            <translation>把每个体数据的每个通道各自变为均值 0、标准差 1。</translation>
        </message>
        <message>
            <source>Brings each channel to mean 0 and spread 1 over the batch: training is steadier.</source>
            <translation>在批内把每个通道变为均值 0、标准差 1：训练更稳定。</translation>
        </message>
        <message>
            <source>Brings each feature to mean 0 and spread 1 over the batch: training is steadier.</source>
            <translation>在批内把每个特征变为均值 0、标准差 1：训练更稳定。</translation>
        </message>
        <message>
            <source>Brings each sample to a root mean square of 1: LayerNorm without the mean.</source>
            <translation>把每个样本的均方根变为 1：不减均值的 LayerNorm。</translation>
        </message>
        <message>
            <source>Brings each sample to mean 0 and spread 1 by itself, whatever the batch.</source>
            <translation>把每个样本各自变为均值 0、标准差 1，与批无关。</translation>
        </message>
        <message>
            <source>Brings groups of channels of each sample to mean 0 and spread 1: for small batches.</source>
            <translation>把每个样本的各组通道变为均值 0、标准差 1：适合小批量。</translation>
        </message>
        <message>
            <source>Build, train and understand neural networks with PyTorch.

PyTorch: {torch}
Nothing you open or train leaves this machine.
MIT licence.</source>
            <translation>用 PyTorch 构建、训练和理解神经网络。

PyTorch：{torch}
您打开和训练的一切都不会离开本机。
MIT 许可证。</translation>
        </message>
        <message>
            <source>Building the network…</source>
            <translation>正在构建网络…</translation>
        </message>
        <message>
            <source>CLS token</source>
            <translation>类别标记、分类标记、类别词元</translation>
        </message>
        <message>
            <source>CNN</source>
            <translation>CNN</translation>
        </message>
        <message>
            <source>CPU</source>
            <translation>CPU</translation>
        </message>
        <message>
            <source>CSV file…</source>
            <translation>CSV 文件…</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Centre of the distribution</source>
            <translation>分布的中心</translation>
        </message>
        <message>
            <source>Centred</source>
            <translation>中心化</translation>
        </message>
        <message>
            <source>Chain rule for</source>
            <translation>链式法则：</translation>
        </message>
        <message>
            <source>Change a column's role</source>
            <translation>更改列的用途</translation>
        </message>
        <message>
            <source>Change a column's type</source>
            <translation>更改列的类型</translation>
        </message>
        <message>
            <source>Change activation</source>
            <translation>更换激活函数</translation>
        </message>
        <message>
            <source>Change how missing values are filled</source>
            <translation>更改缺失值的填充方式</translation>
        </message>
        <message>
            <source>Change initialisation of {layer}.{weight}</source>
            <translation>更改 {layer}.{weight} 的初始化</translation>
        </message>
        <message>
            <source>Change loss</source>
            <translation>更改损失</translation>
        </message>
        <message>
            <source>Change of the weight</source>
            <translation>权重的变化</translation>
        </message>
        <message>
            <source>Change the generated data</source>
            <translation>更改生成的数据</translation>
        </message>
        <message>
            <source>Change the project so; Undo takes it back</source>
            <translation>按此修改项目，可撤销</translation>
        </message>
        <message>
            <source>Change the scaling</source>
            <translation>更改缩放方式</translation>
        </message>
        <message>
            <source>Change the split</source>
            <translation>更改数据划分</translation>
        </message>
        <message>
            <source>Change {layer} to {kind}</source>
            <translation>把 {layer} 改为 {kind}</translation>
        </message>
        <message>
            <source>Change {parameter} of {layer}</source>
            <translation>更改 {layer} 的 {parameter}</translation>
        </message>
        <message>
            <source>Change {setting}</source>
            <translation>更改{setting}</translation>
        </message>
        <message>
            <source>Changed by another program</source>
            <translation>已被其他程序更改</translation>
        </message>
        <message>
            <source>Changes after these: {count}</source>
            <translation>其后还有 {count} 项更改</translation>
        </message>
        <message>
            <source>Changes go to all {count} copies.</source>
            <translation>更改会应用到全部 {count} 个副本。</translation>
        </message>
        <message>
            <source>Changes stay in this copy.</source>
            <translation>更改只留在这个副本里。</translation>
        </message>
        <message>
            <source>Channel</source>
            <translation>通道</translation>
        </message>
        <message>
            <source>Channel of the kernels</source>
            <translation>卷积核的通道</translation>
        </message>
        <message>
            <source>Channel {number}</source>
            <translation>通道 {number}</translation>
        </message>
        <message>
            <source>ChannelShuffle needs channels × length or more dimensions, but gets {found}. Put a Reshape before it.</source>
            <translation>ChannelShuffle 需要通道 × 长度或更多维度，但输入为 {found}。请在其前面放一个 Reshape。</translation>
        </message>
        <message>
            <source>Check</source>
            <translation>检查</translation>
        </message>
        <message>
            <source>Choose a target column and at least one feature on the Data page.</source>
            <translation>请在“数据”页中选择一个目标列和至少一个特征列。</translation>
        </message>
        <message>
            <source>Choose between lines and a heat map</source>
            <translation>选择折线图或热力图</translation>
        </message>
        <message>
            <source>Choose plots…</source>
            <translation>选择图表…</translation>
        </message>
        <message>
            <source>Choose the device</source>
            <translation>选择设备</translation>
        </message>
        <message>
            <source>Choose the layer</source>
            <translation>选择层</translation>
        </message>
        <message>
            <source>Choose the metric</source>
            <translation>选择指标</translation>
        </message>
        <message>
            <source>Choose the target</source>
            <translation>选择目标</translation>
        </message>
        <message>
            <source>Choose the task</source>
            <translation>选择任务</translation>
        </message>
        <message>
            <source>Choose which plots to show</source>
            <translation>选择要显示的图表</translation>
        </message>
        <message>
            <source>Chosen rows…</source>
            <translation>指定的行…</translation>
        </message>
        <message>
            <source>Class probabilities</source>
            <translation>各类概率</translation>
        </message>
        <message>
            <source>Class weights</source>
            <translation>类别权重</translation>
        </message>
        <message>
            <source>Classification</source>
            <translation>分类</translation>
        </message>
        <message>
            <source>Clear</source>
            <translation>清除</translation>
        </message>
        <message>
            <source>Clear the drawing</source>
            <translation>清除画面</translation>
        </message>
        <message>
            <source>Click a map to see it large</source>
            <translation>点击特征图可放大</translation>
        </message>
        <message>
            <source>Click a number to see where it comes from</source>
            <translation>点击一个数，看它从何而来</translation>
        </message>
        <message>
            <source>Click a number, or go to it with the arrow keys and press Enter, to see where it comes from.</source>
            <translation>点击一个数，或用方向键移到它上面并按回车，就能看到它是怎么来的。</translation>
        </message>
        <message>
            <source>Click a row to select its layer</source>
            <translation>单击一行即可选中该层</translation>
        </message>
        <message>
            <source>Click one to take the original's value back.</source>
            <translation>点击其中一项即可恢复原模块的值。</translation>
        </message>
        <message>
            <source>Click or Space to hide or show; with Ctrl to show only this one</source>
            <translation>单击或按空格键隐藏或显示；按住 Ctrl 则只显示这一条</translation>
        </message>
        <message>
            <source>Clip gradients</source>
            <translation>梯度裁剪</translation>
        </message>
        <message>
            <source>Clip the gradients</source>
            <translation>裁剪梯度</translation>
        </message>
        <message>
            <source>Clipping</source>
            <translation>梯度裁剪</translation>
        </message>
        <message>
            <source>Clipping cuts {share} of the steps: the gradient is {norm} long, the bound is {bound}.</source>
            <translation>裁剪作用于 {share} 的步：梯度长度为 {norm}，上限为 {bound}。</translation>
        </message>
        <message>
            <source>Clipping is meant for the rare step that is far too long. Where it cuts nearly every step, all steps have the same length, set by the bound and the learning rate, and the gradient only gives the direction. That can work well; to let it act on outliers only, raise the bound to the usual length of the gradient and lower the learning rate by the same factor.</source>
            <translation>裁剪是为偶尔过大的步准备的。如果它几乎裁剪每一步，所有步就一样长，由上限和学习率决定，梯度只给出方向。这样也可能很好；若只想让它作用于异常值，请把上限提高到梯度的通常长度，并按同样的倍数降低学习率。</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Close (Esc)</source>
            <translation>关闭（Esc）</translation>
        </message>
        <message>
            <source>Close block</source>
            <translation>收起模块</translation>
        </message>
        <message>
            <source>Close the list of runs</source>
            <translation>关闭运行列表</translation>
        </message>
        <message>
            <source>Close this message</source>
            <translation>关闭此消息</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>代码</translation>
        </message>
        <message>
            <source>Colour</source>
            <translation>颜色</translation>
        </message>
        <message>
            <source>Column {column}</source>
            <translation>列 {column}</translation>
        </message>
        <message>
            <source>Column “{column}” has no values and is ignored.</source>
            <translation>列“{column}”没有任何值，已忽略。</translation>
        </message>
        <message>
            <source>Column “{column}” has no values: choose another target.</source>
            <translation>列“{column}”没有任何值：请选择其他目标列。</translation>
        </message>
        <message>
            <source>Column “{column}” has no values: set its role to ignore.</source>
            <translation>列“{column}”没有任何值：请将其用途设为忽略。</translation>
        </message>
        <message>
            <source>Column “{column}” has {count} classes where the task is binary: choose the multiclass task.</source>
            <translation>列“{column}”有 {count} 个类别，而任务是二分类：请改为多分类。</translation>
        </message>
        <message>
            <source>Column “{column}” has {found} rows where “{first}” has {expected}.</source>
            <translation>列“{column}”有 {found} 行，而“{first}”有 {expected} 行。</translation>
        </message>
        <message>
            <source>Column “{column}” holds {count} different words, too many for categories: it is ignored.</source>
            <translation>列“{column}”有 {count} 个不同的词，作为类别太多，已忽略。</translation>
        </message>
        <message>
            <source>Column “{column}” is a number but row {row} holds “{value}”: mend it, or read the column as a category.</source>
            <translation>列“{column}”是数值，但第 {row} 行是“{value}”：请修正，或把该列按类别读取。</translation>
        </message>
        <message>
            <source>Column “{column}” only numbers the rows and is ignored.</source>
            <translation>列“{column}”只是行号，已忽略。</translation>
        </message>
        <message>
            <source>Column “{name}” is described twice: remove one.</source>
            <translation>列“{name}”描述了两次：请删除其中一个。</translation>
        </message>
        <message>
            <source>Columns of the runs</source>
            <translation>运行列表的列</translation>
        </message>
        <message>
            <source>Common mistakes</source>
            <translation>常见错误</translation>
        </message>
        <message>
            <source>Common mistakes…</source>
            <translation>常见错误…</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>比较</translation>
        </message>
        <message>
            <source>Compare runs</source>
            <translation>比较运行</translation>
        </message>
        <message>
            <source>Compare two runs</source>
            <translation>比较两个运行</translation>
        </message>
        <message>
            <source>Compare with others</source>
            <translation>与其他函数比较</translation>
        </message>
        <message>
            <source>Compares directions only: 0 when output and target point the same way, 2 when opposite.</source>
            <translation>只比较方向：输出与目标同向时为 0，反向时为 2。</translation>
        </message>
        <message>
            <source>Complete PyTorch script · {count} lines</source>
            <translation>完整的 PyTorch 脚本 · {count} 行</translation>
        </message>
        <message>
            <source>Computation</source>
            <translation>计算</translation>
        </message>
        <message>
            <source>Concat along dimension {dim} needs inputs that are equal in all others: the first is {expected}, but input {number} is {found}. Change dim, or the layers before it.</source>
            <translation>Concat 沿维度 {dim} 拼接时，各输入的其余维度必须相同：第一个输入为 {expected}，而第 {number} 个输入为 {found}。请修改 dim 或其前面的层。</translation>
        </message>
        <message>
            <source>Confusion matrix</source>
            <translation>混淆矩阵</translation>
        </message>
        <message>
            <source>Confusion matrix: true class down, predicted across</source>
            <translation>混淆矩阵：纵向为真实类别，横向为预测类别</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>连接</translation>
        </message>
        <message>
            <source>Connect from</source>
            <translation>连接来源</translation>
        </message>
        <message>
            <source>Connect from: the name of a layer above</source>
            <translation>连接来源：上方某层的名称</translation>
        </message>
        <message>
            <source>Connect from…</source>
            <translation>从其他层连入…</translation>
        </message>
        <message>
            <source>Connect to</source>
            <translation>连接到</translation>
        </message>
        <message>
            <source>Connect to: the name of a layer below</source>
            <translation>连接到：下方某层的名称</translation>
        </message>
        <message>
            <source>Connect to…</source>
            <translation>连接到…</translation>
        </message>
        <message>
            <source>Connect {source} to {layer}</source>
            <translation>把 {source} 连接到 {layer}</translation>
        </message>
        <message>
            <source>Connect {source} to {target}</source>
            <translation>把 {source} 连接到 {target}</translation>
        </message>
        <message>
            <source>Connections of this layer</source>
            <translation>该层的连接</translation>
        </message>
        <message>
            <source>Convolution</source>
            <translation>卷积</translation>
        </message>
        <message>
            <source>Convolutions along the steps of a series, then a mean over all steps.</source>
            <translation>沿序列的各步做卷积，再对所有步取平均。</translation>
        </message>
        <message>
            <source>Conv–BN–ReLU</source>
            <translation>Conv–BN–ReLU</translation>
        </message>
        <message>
            <source>Copied</source>
            <translation>已复制</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Copy numbers</source>
            <translation>复制数值</translation>
        </message>
        <message>
            <source>Copy picture</source>
            <translation>复制图片</translation>
        </message>
        <message>
            <source>Copy the table</source>
            <translation>复制表格</translation>
        </message>
        <message>
            <source>Copy the whole script</source>
            <translation>复制整个脚本</translation>
        </message>
        <message>
            <source>Copy weights from a file</source>
            <translation>从文件复制权重</translation>
        </message>
        <message>
            <source>Copy weights into {layer}</source>
            <translation>将权重复制到 {layer}</translation>
        </message>
        <message>
            <source>Copy weights…</source>
            <translation>复制权重…</translation>
        </message>
        <message>
            <source>Cosine distance</source>
            <translation>余弦距离</translation>
        </message>
        <message>
            <source>Cost of each layer</source>
            <translation>各层的开销</translation>
        </message>
        <message>
            <source>Counts the samples of class 1 this many times</source>
            <translation>将类别 1 的样本按此倍数计入</translation>
        </message>
        <message>
            <source>Covered while numbers are to be guessed: it would give them away.</source>
            <translation>“先猜一猜”期间暂不显示：它会泄露答案。</translation>
        </message>
        <message>
            <source>Cross-entropy</source>
            <translation>交叉熵</translation>
        </message>
        <message>
            <source>Cross-entropy that counts samples already well classified less, for rare classes.</source>
            <translation>降低已分类正确样本权重的交叉熵，适用于稀有类别。</translation>
        </message>
        <message>
            <source>Ctrl+wheel, + and − zoom to fewer layers, the wheel goes through them, a click selects.</source>
            <translation>Ctrl+滚轮、+ 和 − 可放大到较少的层，滚轮逐层浏览，单击即可选中。</translation>
        </message>
        <message>
            <source>Curve of the loss</source>
            <translation>损失曲线</translation>
        </message>
        <message>
            <source>Cut</source>
            <translation>剪切</translation>
        </message>
        <message>
            <source>Cut {count} layers</source>
            <translation>剪切 {count} 层</translation>
        </message>
        <message>
            <source>Cut {layer}</source>
            <translation>剪切 {layer}</translation>
        </message>
        <message>
            <source>Cuts a picture into patches and mixes them by Linear layers alone.</source>
            <translation>把图像切成小块，只用 Linear 层混合它们。</translation>
        </message>
        <message>
            <source>Cuts a picture into windows and lays each out as a column, such as a ViT's patches.</source>
            <translation>将图像切成窗口，每个窗口展开成一列，例如 ViT 的图块。</translation>
        </message>
        <message>
            <source>Cuts each gradient off at a bound of its own.</source>
            <translation>将每个梯度分量各自截断到上限之内。</translation>
        </message>
        <message>
            <source>Cycle momentum</source>
            <translation>循环动量</translation>
        </message>
        <message>
            <source>Dampening</source>
            <translation>阻尼</translation>
        </message>
        <message>
            <source>Damps numbers whose neighbouring channels are large, as in AlexNet's first version.</source>
            <translation>抑制相邻通道数值较大的位置，如最初版本的 AlexNet。</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>深色</translation>
        </message>
        <message>
            <source>Data</source>
            <translation>数据</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>日期</translation>
        </message>
        <message>
            <source>Dead units by layer</source>
            <translation>各层死亡单元</translation>
        </message>
        <message>
            <source>Dead units of the selected layers</source>
            <translation>所选层的死亡单元</translation>
        </message>
        <message>
            <source>Dead units, in nine of ten of the latest probes at least</source>
            <translation>死亡单元，最近的探测中十有九次不低于</translation>
        </message>
        <message>
            <source>Decision boundary</source>
            <translation>决策边界</translation>
        </message>
        <message>
            <source>Decoupled decay</source>
            <translation>解耦衰减</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Delete {count} layers</source>
            <translation>删除 {count} 层</translation>
        </message>
        <message>
            <source>Delete {layer}</source>
            <translation>删除 {layer}</translation>
        </message>
        <message>
            <source>Deleted: {count}. They go for good when the program ends.</source>
            <translation>已删除 {count} 个。程序退出时将彻底清除。</translation>
        </message>
        <message>
            <source>Derivation</source>
            <translation>推导</translation>
        </message>
        <message>
            <source>Derived {derived}, (L(w + h) − L(w − h)) / 2h = {found}</source>
            <translation>推导得 {derived}，(L(w + h) − L(w − h)) / 2h = {found}</translation>
        </message>
        <message>
            <source>Derived {derived}, recorded {recorded}, relative error {error}</source>
            <translation>推导得 {derived}，记录值 {recorded}，相对误差 {error}</translation>
        </message>
        <message>
            <source>Derived {derived}, recorded {recorded}. What NaN takes part in is NaN, or whatever the kernel makes of it: look for the first NaN of the step.</source>
            <translation>推导值 {derived}，记录值 {recorded}。有 NaN 参与的结果是 NaN，或由算子随意给出：请找这一步中的第一个 NaN。</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>设备</translation>
        </message>
        <message>
            <source>Device  {name}</source>
            <translation>设备  {name}</translation>
        </message>
        <message>
            <source>Dimension of size 1, without the batch</source>
            <translation>大小为 1 的维度，不计批</translation>
        </message>
        <message>
            <source>Dimension of the vectors, without the batch; it is dropped</source>
            <translation>向量所在的维度，不计批；该维度会被去掉</translation>
        </message>
        <message>
            <source>Dimension that is cut, without the batch</source>
            <translation>被截取的维度，不计批</translation>
        </message>
        <message>
            <source>Dimension that is dropped, without the batch</source>
            <translation>被去掉的维度，不计批</translation>
        </message>
        <message>
            <source>Dimension that is halved, without the batch; −1 is the last</source>
            <translation>被对半分开的维度，不计批；−1 表示最后一个</translation>
        </message>
        <message>
            <source>Dimension to join along, without the batch; 0 is the channels or features</source>
            <translation>沿哪个维度拼接（不计批维度）；0 是通道或特征</translation>
        </message>
        <message>
            <source>Dimension to split, without the batch</source>
            <translation>要拆分的维度（不计批维度）</translation>
        </message>
        <message>
            <source>Dimension whose numbers belong together, without the batch; −1 is the last</source>
            <translation>沿哪个维度计算（不计批维度）；−1 是最后一维</translation>
        </message>
        <message>
            <source>Dimensions that are joined, without the batch; −1 is the last</source>
            <translation>被合并的维度，不计批；−1 表示最后一个</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>不保存</translation>
        </message>
        <message>
            <source>Disconnect</source>
            <translation>断开连接</translation>
        </message>
        <message>
            <source>Disconnect {source} from {target}</source>
            <translation>断开 {source} 与 {target} 的连接</translation>
        </message>
        <message>
            <source>Disconnect: the name of a layer</source>
            <translation>断开连接：层的名称</translation>
        </message>
        <message>
            <source>Disconnect…</source>
            <translation>断开连接…</translation>
        </message>
        <message>
            <source>Distance between kernel points</source>
            <translation>卷积核各点之间的间距</translation>
        </message>
        <message>
            <source>Distance between the points of a window</source>
            <translation>窗口各点之间的间距</translation>
        </message>
        <message>
            <source>Distance between two kernels in the output: 2 doubles the size</source>
            <translation>输出中相邻两个核的间距：2 使尺寸加倍</translation>
        </message>
        <message>
            <source>Distance between two places kept</source>
            <translation>保留的相邻两个位置的间距</translation>
        </message>
        <message>
            <source>Distance of the running figures, in standard deviations</source>
            <translation>滑动统计量的偏离（标准差）</translation>
        </message>
        <message>
            <source>Diverged</source>
            <translation>已发散</translation>
        </message>
        <message>
            <source>Divide by the largest square so far, so that steps never grow again</source>
            <translation>除以迄今最大的平方均值，使步长不再增大</translation>
        </message>
        <message>
            <source>Divide by the spread of the gradient instead of its size</source>
            <translation>除以梯度的标准差，而不是其大小</translation>
        </message>
        <message>
            <source>Divides by all squared gradients so far: rare features keep large steps.</source>
            <translation>除以迄今所有梯度平方之和：稀有特征保持较大的步长。</translation>
        </message>
        <message>
            <source>Divides each step by the recent size of that weight's gradient.</source>
            <translation>将每步除以该权重近期梯度的大小。</translation>
        </message>
        <message>
            <source>Done: {task}</source>
            <translation>已完成：{task}</translation>
        </message>
        <message>
            <source>Dot needs vectors, but gets single numbers. Use Multiply.</source>
            <translation>Dot 需要向量，但输入是单个数。请改用 Multiply。</translation>
        </message>
        <message>
            <source>Double-click a block to open it</source>
            <translation>双击模块可将其展开</translation>
        </message>
        <message>
            <source>Double-click or + zooms in, Shift+double-click or − out, 0 shows all. A click on a number shows where it comes from.</source>
            <translation>双击或按 + 放大，Shift+双击或按 − 缩小，按 0 显示全部。点击一个数可以看到它是怎么来的。</translation>
        </message>
        <message>
            <source>Double-click or Ctrl+wheel zooms in</source>
            <translation>双击或 Ctrl+滚轮放大</translation>
        </message>
        <message>
            <source>Down</source>
            <translation>下移</translation>
        </message>
        <message>
            <source>Drag the point, or move it with the arrow keys</source>
            <translation>拖动该点，或用方向键移动</translation>
        </message>
        <message>
            <source>Drag to a card below to connect them</source>
            <translation>拖到下方的卡片以建立连接</translation>
        </message>
        <message>
            <source>Drag to look elsewhere</source>
            <translation>拖动以查看其他位置</translation>
        </message>
        <message>
            <source>Draw every operation, its weights and the loss</source>
            <translation>画出每个运算、其权重和损失</translation>
        </message>
        <message>
            <source>Draw other activations into the same picture</source>
            <translation>在同一张图中画出其他激活函数</translation>
        </message>
        <message>
            <source>Draw the layers</source>
            <translation>画出各层</translation>
        </message>
        <message>
            <source>Draw with the mouse, or move with the arrow keys: Space draws, Backspace erases</source>
            <translation>用鼠标绘制，或用方向键移动：空格键绘制，退格键擦除</translation>
        </message>
        <message>
            <source>Drawing</source>
            <translation>画板</translation>
        </message>
        <message>
            <source>Drawn evenly between two bounds.</source>
            <translation>在两个界限之间均匀抽取。</translation>
        </message>
        <message>
            <source>Drawn from a bell curve whose tails are cut off.</source>
            <translation>从截去两尾的正态分布中抽取。</translation>
        </message>
        <message>
            <source>Drawn from a bell curve.</source>
            <translation>从正态分布中抽取。</translation>
        </message>
        <message>
            <source>Drop last batch</source>
            <translation>丢弃末批</translation>
        </message>
        <message>
            <source>Drop to open</source>
            <translation>松开即可打开</translation>
        </message>
        <message>
            <source>Drop to predict every row</source>
            <translation>松开即可预测每一行</translation>
        </message>
        <message>
            <source>Dropout that keeps mean and spread; the one that goes with SELU.</source>
            <translation>保持均值和标准差的 Dropout，与 SELU 搭配使用。</translation>
        </message>
        <message>
            <source>Drops a dimension of size 1.</source>
            <translation>去掉一个大小为 1 的维度。</translation>
        </message>
        <message>
            <source>Duplicate</source>
            <translation>复制一份</translation>
        </message>
        <message>
            <source>Duplicate {count} layers</source>
            <translation>复制 {count} 层</translation>
        </message>
        <message>
            <source>Duplicate {layer}</source>
            <translation>复制 {layer}</translation>
        </message>
        <message>
            <source>ELU scaled so that mean 0 and spread 1 keep themselves from layer to layer.</source>
            <translation>经过缩放的 ELU，使均值 0、标准差 1 在层间自行保持。</translation>
        </message>
        <message>
            <source>ELU whose slope has no jump at 0 for any α.</source>
            <translation>对任意 α 在 0 处斜率都不跳变的 ELU。</translation>
        </message>
        <message>
            <source>Each batch is a small sample of the rows, and should look like all of them. In data that is sorted, say by class, batches are lopsided: every one pulls the weights to its own rows, and undoes what others taught.</source>
            <translation>每一批都是所有行的一个小样本，应当像全体一样。如果数据是排好序的（比如按类别），各批就会偏向一边：每一批都把权重拉向自己的那些行，抵消其他批教会的东西。</translation>
        </message>
        <message>
            <source>Each part gets the same share of every class</source>
            <translation>每个部分中各类别所占比例相同</translation>
        </message>
        <message>
            <source>Each step moves the weights by {ratio} of their size, and the loss has hardly fallen: the learning rate is too low.</source>
            <translation>每一步只使权重移动其大小的 {ratio}，损失几乎没有下降：学习率太低。</translation>
        </message>
        <message>
            <source>Each step moves the weights by {share} of their size and the loss does not fall: the learning rate is too high.</source>
            <translation>每一步使权重移动其大小的 {share}，而损失并不下降：学习率太高。</translation>
        </message>
        <message>
            <source>Early stopping</source>
            <translation>早停</translation>
        </message>
        <message>
            <source>Early stopping has no validation rows to watch: the training loss also falls while the network learns by heart.</source>
            <translation>早停没有验证样本可供监视：网络死记硬背时训练损失同样会下降。</translation>
        </message>
        <message>
            <source>Early stopping waits {patience} epochs, but the run has only {epochs}: it never stops.</source>
            <translation>早停要等待 {patience} 轮，但训练只有 {epochs} 轮：永远不会触发。</translation>
        </message>
        <message>
            <source>Edit</source>
            <translation>编辑</translation>
        </message>
        <message>
            <source>Edited once: changes inside go to {others} too.</source>
            <translation>只需编辑一次：内部的更改也会应用到 {others}。</translation>
        </message>
        <message>
            <source>Edited once: what changes in one of {others} changes in all.</source>
            <translation>只需编辑一次：{others} 中任一个的更改都会应用到全部。</translation>
        </message>
        <message>
            <source>Eight 3×3 convolutions in five stages, each stage halving the picture.</source>
            <translation>分为五个阶段的八个 3×3 卷积，每个阶段把图像缩小一半。</translation>
        </message>
        <message>
            <source>Eight residual blocks in four stages: shortcuts let deep layers learn.</source>
            <translation>分为四个阶段的八个残差块：捷径让深层也能学习。</translation>
        </message>
        <message>
            <source>End divisor</source>
            <translation>结束除数</translation>
        </message>
        <message>
            <source>Enlarge</source>
            <translation>放大</translation>
        </message>
        <message>
            <source>Entries: inputs are whole numbers from 0 to one less</source>
            <translation>条目数：输入为从 0 到条目数减 1 的整数</translation>
        </message>
        <message>
            <source>Entry that stands for nothing: it stays 0; empty: none</source>
            <translation>表示“无”的条目，始终为 0；留空：没有</translation>
        </message>
        <message>
            <source>Entry {entry} is the padding: PyTorch leaves it as it is and sets its gradient to 0, although the loss depends on it.</source>
            <translation>第 {entry} 项是填充项：尽管损失依赖于它，PyTorch 仍保持它不变，并把它的梯度设为 0。</translation>
        </message>
        <message>
            <source>Epoch</source>
            <translation>轮次</translation>
        </message>
        <message>
            <source>Epoch {epoch} / {epochs} · step {step}</source>
            <translation>第 {epoch} / {epochs} 轮 · 第 {step} 步</translation>
        </message>
        <message>
            <source>Epochs</source>
            <translation>训练轮数</translation>
        </message>
        <message>
            <source>Epochs between two drops</source>
            <translation>两次下降之间的轮数</translation>
        </message>
        <message>
            <source>Epochs to fall</source>
            <translation>下降轮数</translation>
        </message>
        <message>
            <source>Epochs to rest after a drop</source>
            <translation>下降后暂停的轮数</translation>
        </message>
        <message>
            <source>Epochs to wait for a better loss</source>
            <translation>等待损失改善的轮数</translation>
        </message>
        <message>
            <source>Epochs trained: {count}.</source>
            <translation>已训练 {count} 轮。</translation>
        </message>
        <message>
            <source>Epochs until the lowest rate; empty: all epochs of the run</source>
            <translation>到达最低学习率所需的轮数；留空则为全部轮数</translation>
        </message>
        <message>
            <source>Error from which the line is straight</source>
            <translation>误差超过此值后为直线</translation>
        </message>
        <message>
            <source>Even a hundred times the rate was not too much for these steps: a larger one than the project's may be worth trying.</source>
            <translation>对这些步来说，一百倍的学习率也不算太大：值得试试比项目现有值更大的学习率。</translation>
        </message>
        <message>
            <source>Even without shuffling the first batch has rows of all {all} classes.</source>
            <translation>即使不打乱，第一批也含有全部 {all} 个类别的行。</translation>
        </message>
        <message>
            <source>Every layer with weights gets a gradient within a factor of ten thousand of the largest one, so that all of them learn.</source>
            <translation>每个有权重的层得到的梯度都在最大梯度的万分之一以上，因此它们都在学习。</translation>
        </message>
        <message>
            <source>Every layer with weights is frozen, so that there is nothing to learn.</source>
            <translation>所有带权重的层都被冻结，因此没有可学习的内容。</translation>
        </message>
        <message>
            <source>Every layer with weights is frozen. Unfreeze one of them to train.</source>
            <translation>所有带权重的层都被冻结。请解冻其中一层再训练。</translation>
        </message>
        <message>
            <source>Every row has another class in column “{column}”: there is nothing to learn. Read it as a number, or choose another target.</source>
            <translation>列“{column}”每一行的类别都不同，没有规律可学。请按数值读取，或选择其他目标列。</translation>
        </message>
        <message>
            <source>Every row has the same class “{name}” in column “{column}”: there is nothing to learn. Choose another target.</source>
            <translation>列“{column}”所有行都是同一类别“{name}”，没有规律可学。请选择其他目标列。</translation>
        </message>
        <message>
            <source>Every row of x is one sample of the training data. Point at a number of y, or choose it with the arrow keys and Enter: it is the sum of the lit row times the lit column.</source>
            <translation>x 的每一行是一个训练样本。将指针移到 y 的某个数上，或用方向键和回车选中它：它等于高亮的行与高亮的列逐项相乘再相加。</translation>
        </message>
        <message>
            <source>Every run so far: compare, show, restore (Ctrl+Shift+R)</source>
            <translation>迄今的所有运行：比较、显示、恢复（Ctrl+Shift+R）</translation>
        </message>
        <message>
            <source>Every value of column “{column}” is different: it is ignored.</source>
            <translation>列“{column}”的值各不相同，已忽略。</translation>
        </message>
        <message>
            <source>Every value of {file} is missing: choose another file.</source>
            <translation>{file} 中的值全部缺失：请选择其他文件。</translation>
        </message>
        <message>
            <source>Every weight and bias begins at 0 instead of at small random numbers.</source>
            <translation>每个权重和偏置都从 0 开始，而不是从小的随机数开始。</translation>
        </message>
        <message>
            <source>Everything</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>Evidence and reason</source>
            <translation>依据与原因</translation>
        </message>
        <message>
            <source>Exact, or the faster formula with tanh</source>
            <translation>精确计算，或用更快的 tanh 近似公式</translation>
        </message>
        <message>
            <source>Examples</source>
            <translation>示例</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>导出</translation>
        </message>
        <message>
            <source>Export CSV</source>
            <translation>导出 CSV</translation>
        </message>
        <message>
            <source>Export and more</source>
            <translation>导出及更多</translation>
        </message>
        <message>
            <source>Export as PDF…</source>
            <translation>导出为 PDF…</translation>
        </message>
        <message>
            <source>Export as PNG (300 dpi)…</source>
            <translation>导出为 PNG（300 dpi）…</translation>
        </message>
        <message>
            <source>Export as PNG…</source>
            <translation>导出为 PNG…</translation>
        </message>
        <message>
            <source>Export as PyTorch code</source>
            <translation>导出为 PyTorch 代码</translation>
        </message>
        <message>
            <source>Export as PyTorch code…</source>
            <translation>导出为 PyTorch 代码…</translation>
        </message>
        <message>
            <source>Export as SVG…</source>
            <translation>导出为 SVG…</translation>
        </message>
        <message>
            <source>Export as…</source>
            <translation>导出为…</translation>
        </message>
        <message>
            <source>Export figures</source>
            <translation>导出数据</translation>
        </message>
        <message>
            <source>Export figures of epochs…</source>
            <translation>导出每轮的数据…</translation>
        </message>
        <message>
            <source>Export figures of steps…</source>
            <translation>导出每步的数据…</translation>
        </message>
        <message>
            <source>Export numbers as CSV…</source>
            <translation>将数值导出为 CSV…</translation>
        </message>
        <message>
            <source>Export the graph as a picture</source>
            <translation>将图导出为图片</translation>
        </message>
        <message>
            <source>Export the table as CSV…</source>
            <translation>将表格导出为 CSV…</translation>
        </message>
        <message>
            <source>F1</source>
            <translation>F1</translation>
        </message>
        <message>
            <source>FINDINGS · {count}</source>
            <translation>诊断 · {count}</translation>
        </message>
        <message>
            <source>Factor an epoch</source>
            <translation>每轮乘以的系数</translation>
        </message>
        <message>
            <source>Factor of each drop</source>
            <translation>每次下降乘以的系数</translation>
        </message>
        <message>
            <source>Factor of this term in the sum</source>
            <translation>该项在总和中的系数</translation>
        </message>
        <message>
            <source>Factor on top; √2 suits ReLU, 5/3 tanh</source>
            <translation>额外的系数；ReLU 宜用 √2，tanh 宜用 5/3</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>Fast</source>
            <translation>快</translation>
        </message>
        <message>
            <source>Feature maps</source>
            <translation>特征图</translation>
        </message>
        <message>
            <source>Feature: the network sees it</source>
            <translation>特征：作为网络的输入</translation>
        </message>
        <message>
            <source>FeatureAlphaDropout needs channels, but gets a single number. Use AlphaDropout.</source>
            <translation>FeatureAlphaDropout 需要通道，但输入是单个数。请改用 AlphaDropout。</translation>
        </message>
        <message>
            <source>Features go in with their own units, as they stand in the data.</source>
            <translation>特征按数据里原有的单位直接输入。</translation>
        </message>
        <message>
            <source>Features not scaled</source>
            <translation>特征未缩放</translation>
        </message>
        <message>
            <source>Features, as they are</source>
            <translation>特征（原值）</translation>
        </message>
        <message>
            <source>Features, scaled to 0…1 on the training split</source>
            <translation>特征（按训练集缩放到 0…1）</translation>
        </message>
        <message>
            <source>Features, standardised on the training split</source>
            <translation>特征（按训练集标准化）</translation>
        </message>
        <message>
            <source>Fewer findings</source>
            <translation>收起</translation>
        </message>
        <message>
            <source>Figures of the machine appear a second after training has begun.</source>
            <translation>训练开始一秒后即会出现机器的数据。</translation>
        </message>
        <message>
            <source>Figures of the machine are taken about once a second: this run was over before that.</source>
            <translation>机器数据大约每秒采集一次：此次运行在此之前已结束。</translation>
        </message>
        <message>
            <source>Figures saved to “{file}”.</source>
            <translation>数据已保存到“{file}”。</translation>
        </message>
        <message>
            <source>File</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>Fills in missing pixels: down to a small picture, up again, with shortcuts across.</source>
            <translation>补全缺失的像素：缩小成小图再放大，两侧有捷径相连。</translation>
        </message>
        <message>
            <source>Filter</source>
            <translation>筛选</translation>
        </message>
        <message>
            <source>Filter the runs</source>
            <translation>筛选运行</translation>
        </message>
        <message>
            <source>Find a layer</source>
            <translation>查找层</translation>
        </message>
        <message>
            <source>Find layer…</source>
            <translation>查找层…</translation>
        </message>
        <message>
            <source>Findings</source>
            <translation>诊断</translation>
        </message>
        <message>
            <source>Finds its own step length from recent steps and gradients.</source>
            <translation>根据近期的步长和梯度自行确定步长。</translation>
        </message>
        <message>
            <source>Finds layers by name, kind, parameter or problem; Enter goes on, Esc closes</source>
            <translation>按名称、种类、参数或问题查找层；Enter 到下一个，Esc 关闭</translation>
        </message>
        <message>
            <source>Finish</source>
            <translation>完成</translation>
        </message>
        <message>
            <source>Finished</source>
            <translation>已完成</translation>
        </message>
        <message>
            <source>Finished.</source>
            <translation>已完成。</translation>
        </message>
        <message>
            <source>First dimension to join, without the batch</source>
            <translation>要合并的第一个维度（不计批维度）</translation>
        </message>
        <message>
            <source>First place kept; below 0 counts from the end</source>
            <translation>保留的第一个位置；负数从末尾数起</translation>
        </message>
        <message>
            <source>First place left out; below 0 counts from the end, empty: all to the end</source>
            <translation>不再保留的第一个位置；负数从末尾数起，留空表示直到末尾</translation>
        </message>
        <message>
            <source>First weight</source>
            <translation>第一个权重</translation>
        </message>
        <message>
            <source>Fit</source>
            <translation>适应</translation>
        </message>
        <message>
            <source>Fit and follow</source>
            <translation>适应并跟随</translation>
        </message>
        <message>
            <source>Fit the network to the data</source>
            <translation>让网络适配数据</translation>
        </message>
        <message>
            <source>Fit: show all and follow (Home)</source>
            <translation>适应：显示全部并跟随（Home）</translation>
        </message>
        <message>
            <source>Five convolutions and three Linear layers: the network that won ImageNet in 2012.</source>
            <translation>五个卷积层和三个 Linear 层：2012 年 ImageNet 竞赛的冠军网络。</translation>
        </message>
        <message>
            <source>Fixed sine waves, or numbers that are learnt</source>
            <translation>固定的正弦波，或可学习的数</translation>
        </message>
        <message>
            <source>Flatten can't lay out a single number. Put an Unsqueeze there instead.</source>
            <translation>Flatten 无法展平单个数。请改用 Unsqueeze。</translation>
        </message>
        <message>
            <source>Flatten goes from dimension {start} to {end} of {found}, which is backwards. Choose a start_dim that comes first.</source>
            <translation>Flatten 要从 {found} 的维度 {start} 合并到 {end}，顺序颠倒了。请选择更靠前的 start_dim。</translation>
        </message>
        <message>
            <source>Focal</source>
            <translation>Focal（焦点损失）</translation>
        </message>
        <message>
            <source>Fold to {size} needs a multiple of {area} rows and {places} columns, one a window, but gets {found}. Change output_size, kernel_size or stride.</source>
            <translation>Fold 成 {size} 需要行数为 {area} 的倍数、列数为 {places}（每个窗口一列），但输入为 {found}。请修改 output_size、kernel_size 或 stride。</translation>
        </message>
        <message>
            <source>For counts (0, 1, 2, …): the output is the logarithm of the expected count.</source>
            <translation>用于计数（0、1、2、…）：输出是期望计数的对数。</translation>
        </message>
        <message>
            <source>For one sample: multiplications of the forward pass, and memory that its values take until the backward pass.</source>
            <translation>对一个样本：前向传播的乘法次数，以及其值在反向传播之前占用的内存。</translation>
        </message>
        <message>
            <source>For several classes when the output is a log-probability (a LogSoftmax comes before it).</source>
            <translation>用于多分类，且输出已是对数概率（前面有 LogSoftmax）。</translation>
        </message>
        <message>
            <source>For several classes with one raw output each: contains the softmax and its logarithm.</source>
            <translation>用于多分类，每类一个原始输出：内含 softmax 及其对数。</translation>
        </message>
        <message>
            <source>For several classes: the true class's output should lead each other one by the margin.</source>
            <translation>用于多分类：真实类别的输出应比其他各类高出 margin。</translation>
        </message>
        <message>
            <source>For two classes when the output is already a probability (a sigmoid comes before it).</source>
            <translation>用于二分类，且输出已是概率（前面有 sigmoid）。</translation>
        </message>
        <message>
            <source>For two classes with one raw output: sigmoid and BCE in one, exact for large outputs.</source>
            <translation>用于只有一个原始输出的二分类：sigmoid 与 BCE 合二为一，输出很大时仍然精确。</translation>
        </message>
        <message>
            <source>For two classes −1 and 1: no loss once the output is on the right side by 1.</source>
            <translation>用于类别为 −1 和 1 的二分类：输出在正确一侧且超过 1 时没有损失。</translation>
        </message>
        <message>
            <source>Forget what was done in this lesson and open its first step</source>
            <translation>清除这一课已完成的内容，回到第一步</translation>
        </message>
        <message>
            <source>Four clouds in the corners; the same class where the signs agree</source>
            <translation>四角各有一团点；符号相同的为同一类</translation>
        </message>
        <message>
            <source>Freeze</source>
            <translation>冻结</translation>
        </message>
        <message>
            <source>Freeze or unfreeze</source>
            <translation>冻结或解冻</translation>
        </message>
        <message>
            <source>Freeze these {count} layers</source>
            <translation>冻结这 {count} 层</translation>
        </message>
        <message>
            <source>Freeze {count} layers</source>
            <translation>冻结 {count} 层</translation>
        </message>
        <message>
            <source>Freeze {layer}</source>
            <translation>冻结 {layer}</translation>
        </message>
        <message>
            <source>Fresh weights by the layer's own initialisation</source>
            <translation>按该层自己的初始化方式重新生成权重</translation>
        </message>
        <message>
            <source>Fresh weights from the seed</source>
            <translation>用随机种子重新生成权重</translation>
        </message>
        <message>
            <source>From a file…</source>
            <translation>从文件…</translation>
        </message>
        <message>
            <source>From another run, another project or a file of weights; undo takes it back</source>
            <translation>来自另一次运行、另一个项目或权重文件；可以撤销</translation>
        </message>
        <message>
            <source>From left to right</source>
            <translation>从左到右</translation>
        </message>
        <message>
            <source>From top to bottom</source>
            <translation>从上到下</translation>
        </message>
        <message>
            <source>Frozen</source>
            <translation>冻结</translation>
        </message>
        <message>
            <source>Full screen</source>
            <translation>全屏</translation>
        </message>
        <message>
            <source>GLU halves dimension {dim}, but its input {found} has {size} there, which is odd. Choose an even size in the layer before it, or another dim.</source>
            <translation>GLU 把第 {dim} 维对半分开，但其输入 {found} 在该维为 {size}，是奇数。请在前一层选择偶数大小，或选择另一个 dim。</translation>
        </message>
        <message>
            <source>GPU</source>
            <translation>GPU</translation>
        </message>
        <message>
            <source>GRU classifier</source>
            <translation>GRU 分类器</translation>
        </message>
        <message>
            <source>GRU head</source>
            <translation>GRU 头</translation>
        </message>
        <message>
            <source>Gaussian error linear unit</source>
            <translation>高斯误差线性单元</translation>
        </message>
        <message>
            <source>Generalises well: validation loss {validation} beside {train} in training</source>
            <translation>泛化良好：验证损失 {validation}，训练损失 {train}</translation>
        </message>
        <message>
            <source>Getting PyTorch ready…</source>
            <translation>正在准备 PyTorch…</translation>
        </message>
        <message>
            <source>Getting ready</source>
            <translation>正在准备</translation>
        </message>
        <message>
            <source>Getting ready …</source>
            <translation>正在准备 …</translation>
        </message>
        <message>
            <source>Getting ready…</source>
            <translation>正在准备…</translation>
        </message>
        <message>
            <source>Give the state after the last step, or the states of all steps</source>
            <translation>输出最后一步之后的状态，或所有时间步的状态</translation>
        </message>
        <message>
            <source>Given</source>
            <translation>已知</translation>
        </message>
        <message>
            <source>Gives each weight its own step from the mean and spread of its gradients; a good first choice.</source>
            <translation>根据梯度的均值与方差为每个权重确定各自的步长；首选的优化器。</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>继续</translation>
        </message>
        <message>
            <source>Go on from here</source>
            <translation>从这里继续</translation>
        </message>
        <message>
            <source>Go through the sequence backwards too; the output is twice as wide</source>
            <translation>同时反向遍历序列；输出宽度加倍</translation>
        </message>
        <message>
            <source>Goes back to moments that were kept; End is where the run stands.</source>
            <translation>可回到保留的时刻；End 键回到运行的当前位置。</translation>
        </message>
        <message>
            <source>Goes below “{layer}”, which gives {shape}</source>
            <translation>放在“{layer}”下方，其输出为 {shape}</translation>
        </message>
        <message>
            <source>Goes on from a run that is gone, step {step}</source>
            <translation>接续自一个已删除运行的第 {step} 步</translation>
        </message>
        <message>
            <source>Goes on from {run}, step {step}</source>
            <translation>接续自 {run} 的第 {step} 步</translation>
        </message>
        <message>
            <source>Goes through a sequence and decides at each step what to keep, forget and tell.</source>
            <translation>遍历序列，在每一步决定保留、遗忘和输出什么。</translation>
        </message>
        <message>
            <source>Goes through a sequence and gives what the last step knows: one row of numbers.</source>
            <translation>读完序列后给出最后一步所知道的：一行数字。</translation>
        </message>
        <message>
            <source>Goes through a sequence with a plain state; it forgets soon.</source>
            <translation>以简单的状态遍历序列；很快就会遗忘。</translation>
        </message>
        <message>
            <source>Goes through a sequence with gates, as LSTM does, but with fewer weights.</source>
            <translation>像 LSTM 一样以门控方式遍历序列，但权重更少。</translation>
        </message>
        <message>
            <source>Goes through {steps} steps of {features} numbers forwards and backwards, with a state of {hidden} numbers each way.</source>
            <translation>正向和反向遍历 {steps} 个时间步，每步 {features} 个数，每个方向的状态有 {hidden} 个数。</translation>
        </message>
        <message>
            <source>Goes through {steps} steps of {features} numbers with a state of {hidden} numbers.</source>
            <translation>遍历 {steps} 个时间步，每步 {features} 个数，状态有 {hidden} 个数。</translation>
        </message>
        <message>
            <source>Gradient</source>
            <translation>梯度</translation>
        </message>
        <message>
            <source>Gradient descent, learning rate {rate}</source>
            <translation>梯度下降，学习率 {rate}</translation>
        </message>
        <message>
            <source>Gradient norm by layer</source>
            <translation>各层梯度范数</translation>
        </message>
        <message>
            <source>Gradient norm of the last {count} steps</source>
            <translation>最近 {count} 步的梯度范数</translation>
        </message>
        <message>
            <source>Gradient norm of the selected layers</source>
            <translation>所选层的梯度范数</translation>
        </message>
        <message>
            <source>Gradient norm of “{layer}” in the last step</source>
            <translation>“{layer}”在最后一步的梯度范数</translation>
        </message>
        <message>
            <source>Gradient norm of “{layer}”, mean of the first {count} steps</source>
            <translation>“{layer}”的梯度范数，最初 {count} 步的均值</translation>
        </message>
        <message>
            <source>Gradient norm of “{layer}”, mean of the last {count} steps</source>
            <translation>“{layer}”的梯度范数，最近 {count} 步的均值</translation>
        </message>
        <message>
            <source>Gradient norms appear with the first step.</source>
            <translation>第一步完成后即会出现梯度范数。</translation>
        </message>
        <message>
            <source>Gradient ∂L/∂w</source>
            <translation>梯度 ∂L/∂w</translation>
        </message>
        <message>
            <source>Gradients</source>
            <translation>梯度</translation>
        </message>
        <message>
            <source>Gradients and weights</source>
            <translation>梯度与权重</translation>
        </message>
        <message>
            <source>Gradients are used as they are.</source>
            <translation>梯度原样使用。</translation>
        </message>
        <message>
            <source>Gradients come with the fourth phase, backward. Go to it first.</source>
            <translation>梯度在第四阶段 backward 才有。请先走到那一阶段。</translation>
        </message>
        <message>
            <source>Gradients reach every layer: smallest / largest norm {ratio}</source>
            <translation>梯度能传到每一层：最小 / 最大范数之比 {ratio}</translation>
        </message>
        <message>
            <source>Gradients through time</source>
            <translation>梯度随时间的分布</translation>
        </message>
        <message>
            <source>Graph</source>
            <translation>结构图</translation>
        </message>
        <message>
            <source>Graph of the computation</source>
            <translation>计算图</translation>
        </message>
        <message>
            <source>Graph of the network</source>
            <translation>网络结构图</translation>
        </message>
        <message>
            <source>Greatest length of all gradients</source>
            <translation>全部梯度的最大范数</translation>
        </message>
        <message>
            <source>Greatest size of each gradient</source>
            <translation>每个梯度分量的最大绝对值</translation>
        </message>
        <message>
            <source>Green</source>
            <translation>绿色</translation>
        </message>
        <message>
            <source>Grey</source>
            <translation>灰色</translation>
        </message>
        <message>
            <source>Group</source>
            <translation>编组</translation>
        </message>
        <message>
            <source>Group layers</source>
            <translation>编组层</translation>
        </message>
        <message>
            <source>GroupNorm can't split {channels} channels into {groups} groups of equal size. Choose num_groups that divides {channels}.</source>
            <translation>GroupNorm 无法将 {channels} 个通道分成 {groups} 个大小相等的组。请选择能整除 {channels} 的 num_groups。</translation>
        </message>
        <message>
            <source>Groups of channels worked over together</source>
            <translation>一起处理的通道组数</translation>
        </message>
        <message>
            <source>Groups that the channels come from</source>
            <translation>通道所来自的组数</translation>
        </message>
        <message>
            <source>Guess first</source>
            <translation>先猜一猜</translation>
        </message>
        <message>
            <source>Halves a dimension: the second half decides how much of the first one passes.</source>
            <translation>将一个维度对半分开：后一半决定前一半通过多少。</translation>
        </message>
        <message>
            <source>Hands its first input on, as if it were not there; its settings are kept.</source>
            <translation>直接传递第一个输入，就像不存在一样；设置会保留。</translation>
        </message>
        <message>
            <source>Handwritten digits</source>
            <translation>手写数字</translation>
        </message>
        <message>
            <source>Hardly any gradient arrives: its norm is {norm}, that of “{other}” {largest}.</source>
            <translation>几乎没有梯度到达：其范数为 {norm}，而“{other}”的为 {largest}。</translation>
        </message>
        <message>
            <source>Heads that look for different things; divides features</source>
            <translation>关注不同内容的头数；须整除特征数</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>帮助</translation>
        </message>
        <message>
            <source>Here the mean loss of the last {last} of {steps} steps is even lower with the mistake: {wrong}, and {right} done right.</source>
            <translation>共 {steps} 步，最后 {last} 步的平均损失在犯错时反而更低：{wrong}，正确做法为 {right}。</translation>
        </message>
        <message>
            <source>Here you will see the loss of every step and of validation, the metric of every epoch, the gradient that reaches each layer, and what it all means.</source>
            <translation>这里将显示每一步的损失与验证损失、每轮的指标、传到各层的梯度，以及它们的含义。</translation>
        </message>
        <message>
            <source>Hide evidence and reason</source>
            <translation>隐藏依据与原因</translation>
        </message>
        <message>
            <source>Hide this plot</source>
            <translation>隐藏此图表</translation>
        </message>
        <message>
            <source>Hides the numbers of a phase until you have worked them out, also in the graph and on the Layer page; the Monitor still draws them</source>
            <translation>在你算出之前隐藏这一阶段的数，结构图和“层”页上也隐藏；“监视”页仍然会画出它们</translation>
        </message>
        <message>
            <source>Highest rate</source>
            <translation>最高学习率</translation>
        </message>
        <message>
            <source>Hinge</source>
            <translation>Hinge（合页损失）</translation>
        </message>
        <message>
            <source>Histogram of the outputs</source>
            <translation>输出直方图</translation>
        </message>
        <message>
            <source>Histogram of the weights</source>
            <translation>权重直方图</translation>
        </message>
        <message>
            <source>Histograms appear once training has run a moment.</source>
            <translation>训练进行片刻后即会出现直方图。</translation>
        </message>
        <message>
            <source>How busy the processors and the graphics card are.</source>
            <translation>处理器和显卡有多忙。</translation>
        </message>
        <message>
            <source>How far each step goes, as the schedule has it.</source>
            <translation>按调度策略，每一步走多远。</translation>
        </message>
        <message>
            <source>How far each step moves the weights of a layer, as a share of their length.</source>
            <translation>每一步使某层的权重移动多少，以其长度的比例表示。</translation>
        </message>
        <message>
            <source>How far the output's log-probabilities are from a target distribution.</source>
            <translation>输出的对数概率与目标分布相差多远。</translation>
        </message>
        <message>
            <source>How fast it plays</source>
            <translation>播放速度</translation>
        </message>
        <message>
            <source>How fast the momentum grows to β₁</source>
            <translation>动量增长到 β₁ 的快慢</translation>
        </message>
        <message>
            <source>How features are scaled before training</source>
            <translation>训练前如何缩放特征</translation>
        </message>
        <message>
            <source>How good the network is by the figures of its task, epoch by epoch.</source>
            <translation>按任务的各项指标逐轮衡量网络的好坏。</translation>
        </message>
        <message>
            <source>How little easy samples count; 0 is cross-entropy</source>
            <translation>易分样本的权重降低程度；0 即交叉熵</translation>
        </message>
        <message>
            <source>How many rows, or which share of the true class</source>
            <translation>行数，或占真实类别的比例</translation>
        </message>
        <message>
            <source>How many samples are trained on a second.</source>
            <translation>每秒训练多少个样本。</translation>
        </message>
        <message>
            <source>How many times training goes through all training samples</source>
            <translation>训练遍历全部训练样本的次数</translation>
        </message>
        <message>
            <source>How much every plot shows until it is dragged or zoomed</source>
            <translation>在拖动或缩放之前，每张图表显示的范围</translation>
        </message>
        <message>
            <source>How much less a new gradient counts in the momentum</source>
            <translation>新梯度在动量中被削弱的比例</translation>
        </message>
        <message>
            <source>How much lower a loss must be to count as better</source>
            <translation>损失至少降低多少才算改善</translation>
        </message>
        <message>
            <source>How much of the loss each of its terms makes up, weighted.</source>
            <translation>损失的每一项在加权后占多大比例。</translation>
        </message>
        <message>
            <source>How much of the x axis is shown</source>
            <translation>x 轴显示的范围</translation>
        </message>
        <message>
            <source>How near the predictions for the validation rows are to what is true.</source>
            <translation>验证集各行的预测与真实值有多接近。</translation>
        </message>
        <message>
            <source>How often the block stands one behind the other</source>
            <translation>模块首尾相接重复的次数</translation>
        </message>
        <message>
            <source>How strong the signal is that reaches each layer: vanishing, exploding or sound.</source>
            <translation>到达每一层的梯度有多强：消失、爆炸还是正常。</translation>
        </message>
        <message>
            <source>How the gradients of a layer are spread, and how that changes.</source>
            <translation>某层的梯度如何分布，又如何变化。</translation>
        </message>
        <message>
            <source>How the new weight comes about</source>
            <translation>新权重是怎样得出的</translation>
        </message>
        <message>
            <source>How the weights of a layer are spread, and how that changes.</source>
            <translation>某层的权重如何分布，又如何变化。</translation>
        </message>
        <message>
            <source>Huber</source>
            <translation>Huber</translation>
        </message>
        <message>
            <source>Huber divided by β: the slope of large errors is always 1.</source>
            <translation>除以 β 的 Huber：大误差处的斜率始终为 1。</translation>
        </message>
        <message>
            <source>Ignore it</source>
            <translation>忽略</translation>
        </message>
        <message>
            <source>In PyTorch: {name}</source>
            <translation>PyTorch 中的名称：{name}</translation>
        </message>
        <message>
            <source>In flight</source>
            <translation>临时值</translation>
        </message>
        <message>
            <source>In training a BatchNorm uses the mean and variance of each batch; in evaluation it uses the running ones that it has collected. When these are far from the batches', validation and predictions come from a network that was never trained. The momentum is the share of each batch in the running figures: 0.1 is usual. Very small batches make them unsteady.</source>
            <translation>训练时 BatchNorm 使用每个批次的均值和方差；评估时使用它积累的滑动统计量。两者相差很远时，验证和预测所用的就是一个从未训练过的网络。momentum 是每个批次在滑动统计量中所占的份额：通常为 0.1。批次很小时它们会不稳定。</translation>
        </message>
        <message>
            <source>In training between {low} and {high}, in the middle {typical}</source>
            <translation>训练数据中介于 {low} 与 {high} 之间，中位数 {typical}</translation>
        </message>
        <message>
            <source>In training mode Dropout still drops values, and BatchNorm uses the mean and variance of whatever batch it is given and mixes those of the validation rows into its running ones. The validation loss is that of another network than the one that will be used.</source>
            <translation>在训练模式下，Dropout 仍会丢弃数值，BatchNorm 用的是当前这一批的均值和方差，还会把验证行的统计量混进它的滑动值。这样得到的验证损失并不属于将要使用的那个网络。</translation>
        </message>
        <message>
            <source>Inception block</source>
            <translation>Inception 块</translation>
        </message>
        <message>
            <source>Initial sum</source>
            <translation>初始累积值</translation>
        </message>
        <message>
            <source>Initialisation</source>
            <translation>初始化</translation>
        </message>
        <message>
            <source>Input</source>
            <translation>输入</translation>
        </message>
        <message>
            <source>Input {symbol}</source>
            <translation>输入 {symbol}</translation>
        </message>
        <message>
            <source>Inputs x</source>
            <translation>输入 x</translation>
        </message>
        <message>
            <source>Insert it</source>
            <translation>插入</translation>
        </message>
        <message>
            <source>Insert linked copy</source>
            <translation>插入链接副本</translation>
        </message>
        <message>
            <source>Insert linked copy of {block}</source>
            <translation>插入 {block} 的链接副本</translation>
        </message>
        <message>
            <source>Inspector</source>
            <translation>检查器</translation>
        </message>
        <message>
            <source>Interrupted</source>
            <translation>已中断</translation>
        </message>
        <message>
            <source>It does little harm where all features are of like sizes: there it is like another learning rate.</source>
            <translation>如果各特征大小相近，害处不大：那就相当于换了一个学习率。</translation>
        </message>
        <message>
            <source>It does no harm where the rows lie in no particular order already, so that every batch looks like all rows.</source>
            <translation>如果各行本来就没有特别的顺序，每一批都像全体一样，就没有害处。</translation>
        </message>
        <message>
            <source>It does no harm where there are no hidden units to be told apart, as in a single linear layer: there starting at 0 is as good as any start.</source>
            <translation>如果没有需要彼此区分的隐藏单元（例如只有一个线性层），就没有害处：从 0 开始和从别处开始一样好。</translation>
        </message>
        <message>
            <source>It is not on screen yet. Do what stands before it first.</source>
            <translation>它还没有出现在屏幕上。请先完成前面的内容。</translation>
        </message>
        <message>
            <source>It is {number}.</source>
            <translation>答案是 {number}。</translation>
        </message>
        <message>
            <source>It takes at least {count} inputs: connect another layer to it.</source>
            <translation>它至少需要 {count} 个输入：请再连入一层。</translation>
        </message>
        <message>
            <source>Its momentum is 0: the running mean and variance stay as they started, and evaluation uses them instead of those of the data.</source>
            <translation>它的 momentum 为 0：滑动均值和方差保持初始值，评估时用的是它们而不是数据的统计量。</translation>
        </message>
        <message>
            <source>Its own here: {names}</source>
            <translation>此处独有：{names}</translation>
        </message>
        <message>
            <source>Its running mean and variance are {drift} standard deviations away from those of the batches: evaluation computes something else than training.</source>
            <translation>它的滑动均值和方差与批次的相差 {drift} 个标准差：评估与训练所算的并不相同。</translation>
        </message>
        <message>
            <source>KL divergence</source>
            <translation>KL 散度</translation>
        </message>
        <message>
            <source>Keep running means</source>
            <translation>保留滑动统计量</translation>
        </message>
        <message>
            <source>Keep running means for evaluation, else use each batch's own</source>
            <translation>保留滑动统计量供评估使用，否则使用各批自身的统计量</translation>
        </message>
        <message>
            <source>Keep the dimension, with size 1</source>
            <translation>保留该维度，大小为 1</translation>
        </message>
        <message>
            <source>Keep the outermost numbers in place when interpolating</source>
            <translation>插值时保持最外侧的数位置不变</translation>
        </message>
        <message>
            <source>Keep the rate constant</source>
            <translation>保持学习率不变</translation>
        </message>
        <message>
            <source>Keep the settings of the run</source>
            <translation>保留运行的设置</translation>
        </message>
        <message>
            <source>Keep the spread of the values going forwards, or of the gradients going back</source>
            <translation>保持前向传播中数值的方差，或反向传播中梯度的方差</translation>
        </message>
        <message>
            <source>Keep these settings in the project</source>
            <translation>将这些设置保留到项目中</translation>
        </message>
        <message>
            <source>Keeps a range of places of a dimension, such as the first ten steps.</source>
            <translation>保留某一维度的一段位置，例如前十个时间步。</translation>
        </message>
        <message>
            <source>Keeps its weights while the others learn: it gets no gradient and no update. The running mean and variance of a normalisation still follow the data.</source>
            <translation>保持权重不变，其他层继续学习：它没有梯度，也不更新。归一化层的滑动均值和方差仍随数据变化。</translation>
        </message>
        <message>
            <source>Keeps the division away from 0</source>
            <translation>避免除以零</translation>
        </message>
        <message>
            <source>Keeps the division finite at 0; empty: the smallest step of the number format</source>
            <translation>输入为 0 时避免除以零；留空：该数值格式的最小间隔</translation>
        </message>
        <message>
            <source>Keeps the division finite for vectors of length 0</source>
            <translation>向量长度为 0 时避免除以零</translation>
        </message>
        <message>
            <source>Keeps the division finite where gradients are tiny</source>
            <translation>梯度极小时避免除以零</translation>
        </message>
        <message>
            <source>Keeps the division finite where nothing varies</source>
            <translation>数值没有变化时避免除以零</translation>
        </message>
        <message>
            <source>Keeps the largest number along dimensions of any size.</source>
            <translation>沿任意大小的维度保留最大的数。</translation>
        </message>
        <message>
            <source>Keeps the largest of its inputs, number by number.</source>
            <translation>逐个数取各输入中的最大值。</translation>
        </message>
        <message>
            <source>Keeps the largest value of each window of a picture.</source>
            <translation>保留图像每个窗口中的最大值。</translation>
        </message>
        <message>
            <source>Keeps the largest value of each window of a sequence.</source>
            <translation>保留序列每个窗口中的最大值。</translation>
        </message>
        <message>
            <source>Keeps the largest value of each window of a volume.</source>
            <translation>保留体数据每个窗口中的最大值。</translation>
        </message>
        <message>
            <source>Keeps the mean of each window of a picture.</source>
            <translation>保留图像每个窗口的平均值。</translation>
        </message>
        <message>
            <source>Keeps the mean of each window of a sequence.</source>
            <translation>保留序列每个窗口的平均值。</translation>
        </message>
        <message>
            <source>Keeps the mean of each window of a volume.</source>
            <translation>保留体数据每个窗口的平均值。</translation>
        </message>
        <message>
            <source>Keeps the smallest number along dimensions of any size.</source>
            <translation>沿任意大小的维度保留最小的数。</translation>
        </message>
        <message>
            <source>Keeps the smallest of its inputs, number by number.</source>
            <translation>逐个数取各输入中的最小值。</translation>
        </message>
        <message>
            <source>Keeps the spread of values and gradients from layer to layer; for tanh and sigmoid.</source>
            <translation>使数值和梯度的方差在层间保持不变；适合 tanh 和 sigmoid。</translation>
        </message>
        <message>
            <source>Keeps the spread of values behind ReLU and its kin.</source>
            <translation>使数值的方差在 ReLU 类激活之后保持不变。</translation>
        </message>
        <message>
            <source>Kernels</source>
            <translation>卷积核</translation>
        </message>
        <message>
            <source>Kernels of 1×1, 3×3 and 5×5 and a pooling side by side.</source>
            <translation>1×1、3×3、5×5 卷积核与一个池化并排。</translation>
        </message>
        <message>
            <source>Kernels · {shown} of {total}</source>
            <translation>卷积核 · {total} 个中的 {shown} 个</translation>
        </message>
        <message>
            <source>Keyboard shortcuts</source>
            <translation>键盘快捷键</translation>
        </message>
        <message>
            <source>Kinds of layers</source>
            <translation>层的类型</translation>
        </message>
        <message>
            <source>L = 1/N Σ ½eᵢ² if |eᵢ| ≤ δ, else δ(|eᵢ| − ½δ);   e = ŷ − y</source>
            <translation>L = 1/N Σ ½eᵢ² 若 |eᵢ| ≤ δ，否则 δ(|eᵢ| − ½δ)；   e = ŷ − y</translation>
        </message>
        <message>
            <source>L = 1/N Σ ½eᵢ²/β if |eᵢ| &lt; β, else |eᵢ| − ½β;   e = ŷ − y</source>
            <translation>L = 1/N Σ ½eᵢ²/β 若 |eᵢ| &lt; β，否则 |eᵢ| − ½β；   e = ŷ − y</translation>
        </message>
        <message>
            <source>LSTM classifier</source>
            <translation>LSTM 分类器</translation>
        </message>
        <message>
            <source>Label smoothing</source>
            <translation>标签平滑</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>语言</translation>
        </message>
        <message>
            <source>Largest batch that fits: {count}</source>
            <translation>放得下的最大批大小：{count}</translation>
        </message>
        <message>
            <source>Largest losses</source>
            <translation>损失最大的样本</translation>
        </message>
        <message>
            <source>Largest slope drawn; evaluation takes the mean</source>
            <translation>抽取的最大斜率；评估时取平均值</translation>
        </message>
        <message>
            <source>Largest value</source>
            <translation>最大值</translation>
        </message>
        <message>
            <source>Last</source>
            <translation>最近</translation>
        </message>
        <message>
            <source>Last dimension to join; −1 is the last of all</source>
            <translation>要合并的最后一个维度；−1 是最末维</translation>
        </message>
        <message>
            <source>Last sizes of the input to work over together; empty: the last one</source>
            <translation>共同归一化的输入末尾各维大小；留空则为最后一维</translation>
        </message>
        <message>
            <source>Layer</source>
            <translation>层</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>层</translation>
        </message>
        <message>
            <source>Layers stacked on one another</source>
            <translation>堆叠的层数</translation>
        </message>
        <message>
            <source>Layers that can feed this one</source>
            <translation>可以连入该层的层</translation>
        </message>
        <message>
            <source>Layers that can take this output</source>
            <translation>可以接收该输出的层</translation>
        </message>
        <message>
            <source>Layers: {count}.</source>
            <translation>{count} 层。</translation>
        </message>
        <message>
            <source>Lays all numbers of a sample in one row, as a Linear layer wants them.</source>
            <translation>将样本的所有数值排成一行，供 Linear 层使用。</translation>
        </message>
        <message>
            <source>LeNet-5</source>
            <translation>LeNet-5</translation>
        </message>
        <message>
            <source>Lead that the true class should have</source>
            <translation>真实类别应领先的幅度</translation>
        </message>
        <message>
            <source>Leaky ReLU whose slope for negative numbers is learnt.</source>
            <translation>负数斜率可学习的 Leaky ReLU。</translation>
        </message>
        <message>
            <source>Leaky ReLU whose slope is drawn anew for each number while training, against overfitting.</source>
            <translation>训练时为每个数重新抽取斜率的 Leaky ReLU，可抑制过拟合。</translation>
        </message>
        <message>
            <source>Learn a scale and a shift a channel</source>
            <translation>为每个通道学习缩放和平移</translation>
        </message>
        <message>
            <source>Learn a scale for each element</source>
            <translation>为每个元素学习缩放</translation>
        </message>
        <message>
            <source>Learn a shift too</source>
            <translation>同时学习平移</translation>
        </message>
        <message>
            <source>Learnable numbers</source>
            <translation>可学习的数</translation>
        </message>
        <message>
            <source>Learnable numbers, and running means and the like</source>
            <translation>可学习的数，以及滑动均值等</translation>
        </message>
        <message>
            <source>Learning</source>
            <translation>学习</translation>
        </message>
        <message>
            <source>Learning rate</source>
            <translation>学习率</translation>
        </message>
        <message>
            <source>Learning rate × 100</source>
            <translation>学习率 × 100</translation>
        </message>
        <message>
            <source>Learning rate, batch size, clipping and dropout take effect at once; everything else from the next run on.</source>
            <translation>学习率、批大小、梯度裁剪和 Dropout 立即生效；其他设置从下次运行起生效。</translation>
        </message>
        <message>
            <source>Leave out the last batch of an epoch when it is smaller than the others</source>
            <translation>若每轮最后一批不足一批，则丢弃它</translation>
        </message>
        <message>
            <source>Leave the last batch out</source>
            <translation>丢弃最后一批</translation>
        </message>
        <message>
            <source>Leave {name} empty</source>
            <translation>将 {name} 留空</translation>
        </message>
        <message>
            <source>Left</source>
            <translation>左移</translation>
        </message>
        <message>
            <source>Left button draws, right button erases. Arrow keys move, Space draws, Backspace erases</source>
            <translation>左键绘制，右键擦除。方向键移动，空格键绘制，退格键擦除</translation>
        </message>
        <message>
            <source>Left out: {layers}.</source>
            <translation>去掉的层：{layers}。</translation>
        </message>
        <message>
            <source>Length of a step; the first thing to change when training is too slow or unstable</source>
            <translation>每步的大小；训练太慢或不稳定时首先调整它</translation>
        </message>
        <message>
            <source>Length of all gradients together, median</source>
            <translation>全部梯度的总长度，中位数</translation>
        </message>
        <message>
            <source>Lesson</source>
            <translation>课程</translation>
        </message>
        <message>
            <source>Lessons</source>
            <translation>课程</translation>
        </message>
        <message>
            <source>Lessons…</source>
            <translation>课程…</translation>
        </message>
        <message>
            <source>Let a last, partial window count</source>
            <translation>计入末尾不完整的窗口</translation>
        </message>
        <message>
            <source>Let the zeros of the border count in the mean</source>
            <translation>求平均时计入边框的零</translation>
        </message>
        <message>
            <source>Let “{layer}” learn</source>
            <translation>让“{layer}”学习</translation>
        </message>
        <message>
            <source>Lets each of {steps} steps gather from {others} steps, in {heads} ways at once.</source>
            <translation>让 {steps} 个时间步各自从 {others} 个时间步汇集信息，同时以 {heads} 种方式进行。</translation>
        </message>
        <message>
            <source>Lets each step gather what it needs from all others; a second input is looked at instead.</source>
            <translation>让每个时间步从所有其他时间步汇集所需信息；若有第二个输入，则改为关注它。</translation>
        </message>
        <message>
            <source>Lets the rate fall along half a cosine wave, slowly at both ends.</source>
            <translation>让学习率沿半个余弦波下降，两端较缓。</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>浅色</translation>
        </message>
        <message>
            <source>Like MSE near zero and like MAE far away, and smooth everywhere.</source>
            <translation>接近零时像 MSE，远离时像 MAE，处处平滑。</translation>
        </message>
        <message>
            <source>Like ReLU, but negative numbers keep a small slope, so that no unit dies.</source>
            <translation>类似 ReLU，但负数保留很小的斜率，神经元不会“死亡”。</translation>
        </message>
        <message>
            <source>Like tanh, but nears −1 and 1 more slowly.</source>
            <translation>类似 tanh，但更缓慢地趋近 −1 和 1。</translation>
        </message>
        <message>
            <source>Like the system</source>
            <translation>跟随系统</translation>
        </message>
        <message>
            <source>Line {line} of {file} has another number of values than the first line: {found} instead of {expected}. Mend that line, or choose another delimiter.</source>
            <translation>{file} 第 {line} 行的值的个数与首行不同：有 {found} 个，应为 {expected} 个。请修正该行，或选择其他分隔符。</translation>
        </message>
        <message>
            <source>Line {line} of {file} holds a zero byte: this is no text file. Export the table as CSV and open that.</source>
            <translation>{file} 第 {line} 行含有零字节：它不是文本文件。请将表格导出为 CSV 后再打开。</translation>
        </message>
        <message>
            <source>Line {line} of {file} is longer than 1 MiB: a table has one row a line. Check the line ends of the file.</source>
            <translation>{file} 第 {line} 行超过 1 MiB：表格应每行一条数据。请检查文件的换行符。</translation>
        </message>
        <message>
            <source>Linear</source>
            <translation>线性</translation>
        </message>
        <message>
            <source>Linear layers with ReLU between them, for tables.</source>
            <translation>若干 Linear 层，中间用 ReLU 隔开，适用于表格数据。</translation>
        </message>
        <message>
            <source>Linear model</source>
            <translation>线性模型</translation>
        </message>
        <message>
            <source>Linear needs at least one dimension, but gets a single number. Put a Flatten before it.</source>
            <translation>Linear 至少需要一个维度，但输入是单个数。请在其前面放一个 Flatten。</translation>
        </message>
        <message>
            <source>LocalResponseNorm needs channels × length or more dimensions, but gets {found}. Use LayerNorm, or put a Reshape before it.</source>
            <translation>LocalResponseNorm 需要通道 × 长度或更多维度，但输入为 {found}。请改用 LayerNorm，或在其前面放一个 Reshape。</translation>
        </message>
        <message>
            <source>Log-cosh</source>
            <translation>Log-cosh</translation>
        </message>
        <message>
            <source>Logarithmic x axis</source>
            <translation>对数 x 轴</translation>
        </message>
        <message>
            <source>Logarithmic y axis</source>
            <translation>对数 y 轴</translation>
        </message>
        <message>
            <source>Look at a later moment</source>
            <translation>查看较晚的时刻</translation>
        </message>
        <message>
            <source>Look at a step of the trained network on a copy, which changes nothing; or begin a new run and take its steps one by one. To go on from these weights, train more epochs (Ctrl+F5) and pause.</source>
            <translation>可以在副本上看训练好的网络走一步，什么都不会改变；也可以开始新的运行，逐步走下去。要从现有权重接着训练，请增加训练轮数（Ctrl+F5），再暂停。</translation>
        </message>
        <message>
            <source>Look at an earlier epoch; the right end follows the latest</source>
            <translation>查看较早的轮次；最右端跟随最新一轮</translation>
        </message>
        <message>
            <source>Look at an earlier moment</source>
            <translation>查看较早的时刻</translation>
        </message>
        <message>
            <source>Look at the network's output</source>
            <translation>改用网络的输出</translation>
        </message>
        <message>
            <source>Look one momentum step ahead; needs a momentum</source>
            <translation>向前多看一步动量；需要设置动量</translation>
        </message>
        <message>
            <source>Looks up a learnable vector for each whole number, such as the number of a word.</source>
            <translation>为每个整数（例如词的编号）查找一个可学习的向量。</translation>
        </message>
        <message>
            <source>Loss</source>
            <translation>损失</translation>
        </message>
        <message>
            <source>Loss of the first steps</source>
            <translation>最初几步的损失</translation>
        </message>
        <message>
            <source>Loss of the last steps, largest</source>
            <translation>最近几步的损失，最大</translation>
        </message>
        <message>
            <source>Loss of the last steps, mean</source>
            <translation>最近几步的损失，均值</translation>
        </message>
        <message>
            <source>Loss of the last steps, smallest</source>
            <translation>最近几步的损失，最小</translation>
        </message>
        <message>
            <source>Loss of the last {count} steps, mean</source>
            <translation>最近 {count} 步的损失，均值</translation>
        </message>
        <message>
            <source>Loss over</source>
            <translation>损失随</translation>
        </message>
        <message>
            <source>Loss surface</source>
            <translation>损失曲面</translation>
        </message>
        <message>
            <source>Loss surface around this weight</source>
            <translation>这个权重附近的损失曲面</translation>
        </message>
        <message>
            <source>Loss surface of the step</source>
            <translation>这一步的损失曲面</translation>
        </message>
        <message>
            <source>Loss terms</source>
            <translation>损失各项</translation>
        </message>
        <message>
            <source>Loss {number}</source>
            <translation>损失 {number}</translation>
        </message>
        <message>
            <source>Loss, mean of the first {count} steps</source>
            <translation>损失，最初 {count} 步的均值</translation>
        </message>
        <message>
            <source>Loss, mean of the last {count} steps</source>
            <translation>损失，最近 {count} 步的均值</translation>
        </message>
        <message>
            <source>Lower bound</source>
            <translation>下界</translation>
        </message>
        <message>
            <source>Lower the learning rate at plateaus</source>
            <translation>在平台期降低学习率</translation>
        </message>
        <message>
            <source>Lower the learning rate to {lr}</source>
            <translation>将学习率降到 {lr}</translation>
        </message>
        <message>
            <source>Lower the momentum while the rate is high; the optimizer must have one</source>
            <translation>学习率高时降低动量；优化器必须带有动量</translation>
        </message>
        <message>
            <source>Lowers the rate when the validation loss has stopped falling.</source>
            <translation>验证损失不再下降时降低学习率。</translation>
        </message>
        <message>
            <source>Lowest rate</source>
            <translation>最低学习率</translation>
        </message>
        <message>
            <source>MACs</source>
            <translation>乘加</translation>
        </message>
        <message>
            <source>MAE</source>
            <translation>MAE</translation>
        </message>
        <message>
            <source>MAE (mean absolute error, L1)</source>
            <translation>MAE（平均绝对误差，L1）</translation>
        </message>
        <message>
            <source>MLP</source>
            <translation>MLP</translation>
        </message>
        <message>
            <source>MLP-Mixer (small)</source>
            <translation>MLP-Mixer（小型）</translation>
        </message>
        <message>
            <source>MLP-Mixer block</source>
            <translation>MLP-Mixer 块</translation>
        </message>
        <message>
            <source>MSE (mean squared error)</source>
            <translation>MSE（均方误差）</translation>
        </message>
        <message>
            <source>MSE without dividing by N: N times the loss and N times the gradient.</source>
            <translation>不除以 N 的 MSE：损失和梯度都是其 N 倍。</translation>
        </message>
        <message>
            <source>Machine</source>
            <translation>机器</translation>
        </message>
        <message>
            <source>Make {layer} {width} wide</source>
            <translation>将 {layer} 的宽度改为 {width}</translation>
        </message>
        <message>
            <source>Makes a picture larger by laying channels side by side: for super-resolution.</source>
            <translation>将通道并排铺开以放大图像：用于超分辨率。</translation>
        </message>
        <message>
            <source>Makes a picture larger with learnable kernels: a convolution the other way round.</source>
            <translation>用可学习的核放大图像：反方向的卷积。</translation>
        </message>
        <message>
            <source>Makes a picture smaller by stacking neighbouring pixels as channels; nothing is lost.</source>
            <translation>将相邻像素堆叠为通道以缩小图像；不丢失信息。</translation>
        </message>
        <message>
            <source>Makes a sequence longer with learnable kernels: a convolution the other way round.</source>
            <translation>用可学习的核加长序列：反方向的卷积。</translation>
        </message>
        <message>
            <source>Makes a sequence, picture or volume larger by repeating or interpolating.</source>
            <translation>通过重复或插值放大序列、图像或体数据。</translation>
        </message>
        <message>
            <source>Makes a volume larger with learnable kernels: a convolution the other way round.</source>
            <translation>用可学习的核放大体数据：反方向的卷积。</translation>
        </message>
        <message>
            <source>Makes the learning rate fall with the number of steps</source>
            <translation>使学习率随步数下降</translation>
        </message>
        <message>
            <source>Makes this copy a block of its own, which follows no other</source>
            <translation>使这个副本成为独立的模块，不再跟随其他模块</translation>
        </message>
        <message>
            <source>Matmul needs rows × n and n × columns with the same sizes before them, but gets {first} and {second}. Put a Permute before one of them.</source>
            <translation>Matmul 需要 行 × n 和 n × 列，且前面的大小相同，但输入为 {first} 和 {second}。请在其中一个前面放一个 Permute。</translation>
        </message>
        <message>
            <source>Mean and deviation of what each layer gives.</source>
            <translation>每一层输出的均值和标准差。</translation>
        </message>
        <message>
            <source>Mean and standard deviation of what each layer gives. A deviation that shrinks or grows from layer to layer tells that the signal fades or swells on its way.</source>
            <translation>每一层输出的均值和标准差。标准差逐层缩小或增大，说明信号在传递中衰减或膨胀。</translation>
        </message>
        <message>
            <source>Mean picture of each class</source>
            <translation>各类的平均图像</translation>
        </message>
        <message>
            <source>Mean size of the error, in the target's unit.</source>
            <translation>误差的平均大小，以目标的单位计。</translation>
        </message>
        <message>
            <source>Medium</source>
            <translation>中</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>内存</translation>
        </message>
        <message>
            <source>Memory and speed</source>
            <translation>内存与速度</translation>
        </message>
        <message>
            <source>Memory of squared gradients and steps; nearer 1 is longer</source>
            <translation>对梯度平方和步长平方的记忆；越接近 1 越长</translation>
        </message>
        <message>
            <source>Memory of the mean gradient and of its square; nearer 1 is longer</source>
            <translation>对梯度均值及其平方的记忆；越接近 1 越长</translation>
        </message>
        <message>
            <source>Memory of the squared gradient; nearer 1 is longer</source>
            <translation>对梯度平方的记忆；越接近 1 越长</translation>
        </message>
        <message>
            <source>Memory that this program takes, and that of the graphics card.</source>
            <translation>本程序占用的内存和显存。</translation>
        </message>
        <message>
            <source>Memory that training takes</source>
            <translation>训练占用的内存</translation>
        </message>
        <message>
            <source>Merge</source>
            <translation>合并</translation>
        </message>
        <message>
            <source>Merge them into one</source>
            <translation>合并为一层</translation>
        </message>
        <message>
            <source>Metric</source>
            <translation>指标</translation>
        </message>
        <message>
            <source>Metrics</source>
            <translation>指标</translation>
        </message>
        <message>
            <source>Metrics appear after the first epoch.</source>
            <translation>第一轮结束后即会出现指标。</translation>
        </message>
        <message>
            <source>MiB</source>
            <translation>MiB</translation>
        </message>
        <message>
            <source>Missing values</source>
            <translation>缺失值</translation>
        </message>
        <message>
            <source>Mixed losses</source>
            <translation>混合损失</translation>
        </message>
        <message>
            <source>Mixes the channels of groups, so that the next grouped convolution sees them all.</source>
            <translation>打乱各组的通道，使下一个分组卷积能看到所有组。</translation>
        </message>
        <message>
            <source>Moments</source>
            <translation>矩</translation>
        </message>
        <message>
            <source>Momentum</source>
            <translation>动量</translation>
        </message>
        <message>
            <source>Momentum decay</source>
            <translation>动量衰减</translation>
        </message>
        <message>
            <source>Monitor</source>
            <translation>监视</translation>
        </message>
        <message>
            <source>More</source>
            <translation>更多</translation>
        </message>
        <message>
            <source>More settings</source>
            <translation>更多设置</translation>
        </message>
        <message>
            <source>More that can be done with the selected runs</source>
            <translation>对所选运行的更多操作</translation>
        </message>
        <message>
            <source>Most frequent in training: {typical}</source>
            <translation>训练数据中最常见：{typical}</translation>
        </message>
        <message>
            <source>Move down</source>
            <translation>下移</translation>
        </message>
        <message>
            <source>Move this plot</source>
            <translation>移动此图表</translation>
        </message>
        <message>
            <source>Move up</source>
            <translation>上移</translation>
        </message>
        <message>
            <source>Move {count} layers</source>
            <translation>移动 {count} 层</translation>
        </message>
        <message>
            <source>Move {layer}</source>
            <translation>移动 {layer}</translation>
        </message>
        <message>
            <source>Moves numbers towards 0 by λ; small ones become 0.</source>
            <translation>将数值向 0 移动 λ；较小的数变为 0。</translation>
        </message>
        <message>
            <source>Multi-class margin</source>
            <translation>多分类间隔损失</translation>
        </message>
        <message>
            <source>MultiheadAttention needs a value for each key, but gets keys {key} and values {value}. Give both the same number of steps.</source>
            <translation>MultiheadAttention 需要每个键对应一个值，但键为 {key}，值为 {value}。请让两者的时间步数相同。</translation>
        </message>
        <message>
            <source>Multiplies by a weight matrix and adds a bias: every output sees every input.</source>
            <translation>乘以权重矩阵再加偏置：每个输出都与每个输入相连。</translation>
        </message>
        <message>
            <source>Multiplies its inputs number by number: one branch lets the other through.</source>
            <translation>将各输入逐元素相乘：一个分支控制另一个分支的通过。</translation>
        </message>
        <message>
            <source>Multiplies the rate by gamma after every epoch.</source>
            <translation>每轮之后将学习率乘以 gamma。</translation>
        </message>
        <message>
            <source>Multiplies the rate by gamma every few epochs.</source>
            <translation>每隔若干轮将学习率乘以 gamma。</translation>
        </message>
        <message>
            <source>Multiplies two matrices: rows of the first with columns of the second.</source>
            <translation>两个矩阵相乘：第一个的行与第二个的列。</translation>
        </message>
        <message>
            <source>Multiplies two vectors to one number: how alike two branches are, sizes counted.</source>
            <translation>将两个向量相乘得到一个数：两个分支有多相似，计入其大小。</translation>
        </message>
        <message>
            <source>Multiply needs inputs of equal shape, or 1 where they differ: it has {expected} so far, but input {number} is {found}. Change the layers before it.</source>
            <translation>Multiply 的输入形状必须相同，或在不同处为 1：目前为 {expected}，但第 {number} 个输入是 {found}。请修改它前面的层。</translation>
        </message>
        <message>
            <source>Multiply-adds: multiplications of one sample's forward pass</source>
            <translation>乘加：一个样本前向传播的乘法次数</translation>
        </message>
        <message>
            <source>N = batch</source>
            <translation>N = 批大小</translation>
        </message>
        <message>
            <source>NLL (negative log-likelihood)</source>
            <translation>NLL（负对数似然）</translation>
        </message>
        <message>
            <source>NaN takes part: nothing to compare</source>
            <translation>有 NaN 参与：无从比较</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Name of the block</source>
            <translation>模块名称</translation>
        </message>
        <message>
            <source>Name of the layer</source>
            <translation>层的名称</translation>
        </message>
        <message>
            <source>Name of the layer: the prefix of its weights, and its name in code</source>
            <translation>层的名称：既是权重的前缀，也是代码中的名字</translation>
        </message>
        <message>
            <source>Name {count} of the runs that `runs` lists, by number.</source>
            <translation>请按编号指定 `runs` 所列运行中的 {count} 个。</translation>
        </message>
        <message>
            <source>Name, kind, 64, problem …</source>
            <translation>名称、种类、64、问题…</translation>
        </message>
        <message>
            <source>Naming one class for every row is the easiest way to a lower loss when the steps are too long or when that class is by far the commonest. A lower learning rate lets the network find its way out; class weights make the rare classes count as much as the common one.</source>
            <translation>当步子太大，或某一类远比其他类常见时，对每一行都回答这一类是降低损失最省事的办法。降低学习率能让网络走出来；类别权重使稀少的类别与常见的同样重要。</translation>
        </message>
        <message>
            <source>Nearly: work it out to {digits} digits.</source>
            <translation>很接近：请算到 {digits} 位有效数字。</translation>
        </message>
        <message>
            <source>Negative numbers become 0, positive ones pass unchanged.</source>
            <translation>负数变为 0，正数原样通过。</translation>
        </message>
        <message>
            <source>Negative numbers bend smoothly towards −α, so that outputs centre around 0.</source>
            <translation>负数平滑地趋向 −α，使输出以 0 为中心。</translation>
        </message>
        <message>
            <source>Nesterov</source>
            <translation>Nesterov</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>网络</translation>
        </message>
        <message>
            <source>Networks</source>
            <translation>网络</translation>
        </message>
        <message>
            <source>Netwright did not close properly. Restore the unsaved work on “{name}”?</source>
            <translation>Netwright 上次未正常关闭。要恢复“{name}”中未保存的工作吗？</translation>
        </message>
        <message>
            <source>Netwright projects</source>
            <translation>Netwright 项目</translation>
        </message>
        <message>
            <source>Netwright {version}</source>
            <translation>Netwright {version}</translation>
        </message>
        <message>
            <source>Never go below</source>
            <translation>学习率不低于此值</translation>
        </message>
        <message>
            <source>New project</source>
            <translation>新建项目</translation>
        </message>
        <message>
            <source>New value of {name}</source>
            <translation>{name} 的新值</translation>
        </message>
        <message>
            <source>New weight</source>
            <translation>新权重</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>下一步</translation>
        </message>
        <message>
            <source>Next batch</source>
            <translation>下一批</translation>
        </message>
        <message>
            <source>Next match (Enter)</source>
            <translation>下一个匹配（Enter）</translation>
        </message>
        <message>
            <source>Next operation</source>
            <translation>下一个运算</translation>
        </message>
        <message>
            <source>Next phase</source>
            <translation>下一阶段</translation>
        </message>
        <message>
            <source>Next sample</source>
            <translation>下一个样本</translation>
        </message>
        <message>
            <source>No activation here is bounded, or training has not run long enough to tell.</source>
            <translation>这里没有有界的激活函数，或训练时间还不够长，无法判断。</translation>
        </message>
        <message>
            <source>No activations</source>
            <translation>没有激活函数</translation>
        </message>
        <message>
            <source>No code yet</source>
            <translation>还没有代码</translation>
        </message>
        <message>
            <source>No column is a feature: set the role of at least one column to feature.</source>
            <translation>没有特征列：请至少把一列设为特征。</translation>
        </message>
        <message>
            <source>No column is the target: choose the column to predict.</source>
            <translation>没有目标列：请选择要预测的列。</translation>
        </message>
        <message>
            <source>No connection matches “{query}”.</source>
            <translation>没有与“{query}”匹配的连接。</translation>
        </message>
        <message>
            <source>No data</source>
            <translation>没有数据</translation>
        </message>
        <message>
            <source>No data to step through</source>
            <translation>没有可以逐步查看的数据</translation>
        </message>
        <message>
            <source>No data yet</source>
            <translation>还没有数据</translation>
        </message>
        <message>
            <source>No derivation is written for {operation}: upstream × Jacobian from autograd.</source>
            <translation>{operation} 没有写好的推导：上游梯度 × autograd 给出的雅可比矩阵。</translation>
        </message>
        <message>
            <source>No difference worth the name after {steps} steps: {right} done right, {wrong} with the mistake.</source>
            <translation>{steps} 步后没有值得一提的差别：正确做法为 {right}，犯错时为 {wrong}。</translation>
        </message>
        <message>
            <source>No difference worth the name after {steps} steps: {with_it} with the fix, {without} without.</source>
            <translation>{steps} 步后没有值得一提的差别：采用修正为 {with_it}，不采用为 {without}。</translation>
        </message>
        <message>
            <source>No eval() for validation</source>
            <translation>验证时不调用 eval()</translation>
        </message>
        <message>
            <source>No gradient at all arrives: its weights do not change, though it is not set frozen.</source>
            <translation>完全没有梯度到达：它的权重不变，尽管并未设为冻结。</translation>
        </message>
        <message>
            <source>No gradient came to {tensor}, so that the optimizer leaves it as it is.</source>
            <translation>没有梯度传到 {tensor}，因此优化器让它保持原样。</translation>
        </message>
        <message>
            <source>No layer has weights, so that there is nothing to learn.</source>
            <translation>没有任何层带有权重，因此没有可学习的内容。</translation>
        </message>
        <message>
            <source>No layer here can have dead units, or training has not run long enough to tell.</source>
            <translation>这里没有会出现死亡单元的层，或训练时间还不够长，无法判断。</translation>
        </message>
        <message>
            <source>No layer matches “{query}”.</source>
            <translation>没有与“{query}”匹配的层。</translation>
        </message>
        <message>
            <source>No longer an output</source>
            <translation>不再作为输出</translation>
        </message>
        <message>
            <source>No loss here contains a softmax or sigmoid, so that there is nothing to take twice. Try a project with cross-entropy.</source>
            <translation>这里的损失都不含 softmax 或 sigmoid，因此没有什么可以取两次。请换一个使用交叉熵的项目试试。</translation>
        </message>
        <message>
            <source>No network to step through</source>
            <translation>没有可以逐步查看的网络</translation>
        </message>
        <message>
            <source>No output matches “{query}”.</source>
            <translation>没有与“{query}”匹配的输出。</translation>
        </message>
        <message>
            <source>No row has a target: choose another target column.</source>
            <translation>没有一行有目标值：请选择其他目标列。</translation>
        </message>
        <message>
            <source>No row is complete: fill missing values instead of dropping their rows.</source>
            <translation>没有完整的行：请填充缺失值，而不是丢弃这些行。</translation>
        </message>
        <message>
            <source>No row of {file} has a target.</source>
            <translation>{file} 中没有一行有目标值。</translation>
        </message>
        <message>
            <source>No run has these words.</source>
            <translation>没有运行包含这些词。</translation>
        </message>
        <message>
            <source>No runs yet. Every training is kept here from its first step on.</source>
            <translation>还没有运行。每次训练从第一步起都会保存在这里。</translation>
        </message>
        <message>
            <source>No samples here</source>
            <translation>这里没有样本</translation>
        </message>
        <message>
            <source>No shuffling</source>
            <translation>不打乱顺序</translation>
        </message>
        <message>
            <source>No step is walked through yet. Press Begin on the page Step-through.</source>
            <translation>还没有开始逐阶段走一步。请在“逐步”页按“开始”。</translation>
        </message>
        <message>
            <source>No step is walked through. Begin one on the Step-through page.</source>
            <translation>没有正在逐阶段进行的训练步。请在单步页开始。</translation>
        </message>
        <message>
            <source>No template matches “{query}”.</source>
            <translation>没有与“{query}”匹配的模板。</translation>
        </message>
        <message>
            <source>No training row has a value for {column}: it is filled with 0.</source>
            <translation>训练行中 {column} 全部缺失：以 0 填充。</translation>
        </message>
        <message>
            <source>No training row is of class “{name}”: it can't be learnt.</source>
            <translation>训练行中没有类别“{name}”：无法学到它。</translation>
        </message>
        <message>
            <source>No zero_grad()</source>
            <translation>不调用 zero_grad()</translation>
        </message>
        <message>
            <source>No. Try again.</source>
            <translation>不对，再试一次。</translation>
        </message>
        <message>
            <source>Noise</source>
            <translation>噪声</translation>
        </message>
        <message>
            <source>Noise scale tr(Σ)/|G|², in rows</source>
            <translation>噪声尺度 tr(Σ)/|G|²（行）</translation>
        </message>
        <message>
            <source>Normalisation</source>
            <translation>归一化</translation>
        </message>
        <message>
            <source>Normalise before attention and Linear layers instead of behind: steadier when deep</source>
            <translation>在注意力和 Linear 层之前而非之后归一化：网络很深时更稳定</translation>
        </message>
        <message>
            <source>Not begun yet.</source>
            <translation>尚未开始。</translation>
        </message>
        <message>
            <source>Not even one row fits into the free memory.</source>
            <translation>空闲内存连一行也放不下。</translation>
        </message>
        <message>
            <source>Not known yet: PyTorch has to be loaded, and data and network have to fit together.</source>
            <translation>尚不清楚：需要先载入 PyTorch，并且数据与网络相符。</translation>
        </message>
        <message>
            <source>Not known: a layer before this one can't work as it is.</source>
            <translation>未知：前面有一层无法工作。</translation>
        </message>
        <message>
            <source>Not made yet: PyTorch has to be loaded, and data and network have to fit together.</source>
            <translation>尚未生成：需要先载入 PyTorch，并且数据与网络相符。</translation>
        </message>
        <message>
            <source>Not now</source>
            <translation>暂不处理</translation>
        </message>
        <message>
            <source>Not now: hides this until what it says changes</source>
            <translation>暂不处理：在内容变化之前隐藏此条</translation>
        </message>
        <message>
            <source>Not that. Look for what is divided by zero, or grows beyond all bounds.</source>
            <translation>不对。看看哪里除以了零，或者哪个数无限增大。</translation>
        </message>
        <message>
            <source>Not that; the sign is wrong as well.</source>
            <translation>不对：符号也相反。</translation>
        </message>
        <message>
            <source>Not {given}. Try again.</source>
            <translation>不是 {given}，再试一次。</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>Note…</source>
            <translation>备注…</translation>
        </message>
        <message>
            <source>Nothing has been learnt so far. Try, in this order: another learning rate (ten times as large; or a tenth where the updates are already long); standardised inputs; whether loss and last layer go together (see Advice); whether the labels depend on the inputs at all. A network that cannot learn 20 rows by heart has a mistake in it.</source>
            <translation>到目前为止什么也没学到。请依次尝试：换一个学习率（十倍；如果更新已经很大，则十分之一）；标准化输入；损失与最后一层是否匹配（见“建议”）；标签究竟是否与输入有关。连 20 行都记不住的网络一定有错。</translation>
        </message>
        <message>
            <source>Nothing in this network needs what forward keeps, so that a second call only adds the same gradients once more.</source>
            <translation>这个网络不需要前向传播保留的东西，因此第二次调用只是把同样的梯度再加一遍。</translation>
        </message>
        <message>
            <source>Nothing stands out in the curves so far.</source>
            <translation>目前曲线中没有特别值得注意之处。</translation>
        </message>
        <message>
            <source>Nothing takes this number, so that it can't change the loss.</source>
            <translation>没有任何运算用到这个数，所以它不会改变损失。</translation>
        </message>
        <message>
            <source>Nothing to draw yet: add a layer in the Network panel.</source>
            <translation>还没有可画的内容：请在网络面板中添加一层。</translation>
        </message>
        <message>
            <source>Nothing to mend.</source>
            <translation>没有需要修改的地方。</translation>
        </message>
        <message>
            <source>Nothing: network, training and data are the same.</source>
            <translation>没有差别：网络、训练和数据都相同。</translation>
        </message>
        <message>
            <source>Number of kernels, each giving one output channel</source>
            <translation>卷积核的个数，每个产生一个输出通道</translation>
        </message>
        <message>
            <source>Number of outputs (neurons)</source>
            <translation>输出（神经元）个数</translation>
        </message>
        <message>
            <source>Number of slopes to learn: 1, or one a channel</source>
            <translation>可学习斜率的个数：1，或每个通道一个</translation>
        </message>
        <message>
            <source>Number of the sample, from 1</source>
            <translation>样本编号，从 1 开始</translation>
        </message>
        <message>
            <source>Number that a constant border is filled with</source>
            <translation>填充固定边框的数</translation>
        </message>
        <message>
            <source>Numbers</source>
            <translation>数值</translation>
        </message>
        <message>
            <source>Numbers between the two Linear layers</source>
            <translation>两个 Linear 层之间的数的个数</translation>
        </message>
        <message>
            <source>Numbers given one by one, in row-major order.</source>
            <translation>逐个给出的数，按行优先顺序排列。</translation>
        </message>
        <message>
            <source>Numbers in the state</source>
            <translation>状态中数的个数</translation>
        </message>
        <message>
            <source>Numbers in the vector of each entry</source>
            <translation>每个条目的向量中数的个数</translation>
        </message>
        <message>
            <source>Numbers of one row, with commas between</source>
            <translation>一行数，用逗号隔开</translation>
        </message>
        <message>
            <source>Numbers of the picture</source>
            <translation>图中的数值</translation>
        </message>
        <message>
            <source>Numbers up to a threshold become a fixed value, the others pass unchanged.</source>
            <translation>不超过阈值的数变为固定值，其余原样通过。</translation>
        </message>
        <message>
            <source>Of the samples of a class, the share that is found; mean over the classes.</source>
            <translation>某类的样本中被找出的比例；对各类取平均。</translation>
        </message>
        <message>
            <source>Of the samples predicted as a class, the share that is of it; mean over the classes.</source>
            <translation>预测为某类的样本中确属该类的比例；对各类取平均。</translation>
        </message>
        <message>
            <source>Of this run only the start and where it stands were kept. A saved project also has moments between.</source>
            <translation>这次运行只保留了起点和当前位置。保存的项目还包含中间的时刻。</translation>
        </message>
        <message>
            <source>Off by a factor of 2: where does a square, or a half, come in?</source>
            <translation>差了 2 倍：想想平方或二分之一出现在哪里？</translation>
        </message>
        <message>
            <source>Old dimensions in their new order, counted from 0 without the batch</source>
            <translation>原有维度的新顺序，从 0 数起，不计批</translation>
        </message>
        <message>
            <source>On its way back the gradient is multiplied by the slope of every activation. A sigmoid's slope is at most 1/4, so that after a few of them next to nothing is left, and the first layers keep their random weights. ReLU has slope 1 where it is on; skip connections and normalisation layers also let the gradient through.</source>
            <translation>梯度在反向传播时要乘以每个激活的斜率。Sigmoid 的斜率最多为 1/4，经过几层后几乎什么都不剩，前面的层就停留在随机权重上。ReLU 在导通处斜率为 1；跳跃连接和归一化层也能让梯度通过。</translation>
        </message>
        <message>
            <source>On its way back the gradient is multiplied by the weights of every layer. Where these factors are above 1 it grows from layer to layer, and with it the steps. Clipping bounds the length of a step and keeps its direction; a lower learning rate, smaller initial weights or a normalisation layer treat the cause.</source>
            <translation>梯度在反向传播时要乘以每一层的权重。这些因子大于 1 时，梯度逐层增大，步子也随之变大。裁剪限制步长而保留方向；降低学习率、减小初始权重或加入归一化层则能治本。</translation>
        </message>
        <message>
            <source>One Linear layer: linear regression, or logistic regression for classes.</source>
            <translation>一个 Linear 层：线性回归，用于分类则为逻辑回归。</translation>
        </message>
        <message>
            <source>One derivative by itself</source>
            <translation>单独一个导数</translation>
        </message>
        <message>
            <source>One epoch</source>
            <translation>训练一轮</translation>
        </message>
        <message>
            <source>One feature map, large</source>
            <translation>放大的一张特征图</translation>
        </message>
        <message>
            <source>One forward pass of this network takes {seconds} s: too long for a picture of its loss. Choose a single weight, or a smaller batch.</source>
            <translation>这个网络做一次前向需要 {seconds} 秒，来不及画出损失曲面。请只选一个权重，或减小批大小。</translation>
        </message>
        <message>
            <source>One linear layer after another is one linear layer: W₂·(W₁·x + b₁) + b₂ = W·x + b. However many there are, they can only draw straight lines and planes.</source>
            <translation>线性层接线性层仍然只是一个线性层：W₂·(W₁·x + b₁) + b₂ = W·x + b。无论有多少层，都只能画出直线和平面。</translation>
        </message>
        <message>
            <source>One more target, beside the present one</source>
            <translation>再增加一个目标</translation>
        </message>
        <message>
            <source>One neuron, one step</source>
            <translation>一个神经元，一步训练</translation>
        </message>
        <message>
            <source>One row of numbers</source>
            <translation>一行数</translation>
        </message>
        <message>
            <source>One sample is a picture: channels × height × width.</source>
            <translation>一个样本是一张图片：通道 × 高 × 宽。</translation>
        </message>
        <message>
            <source>One sample is a row of {count} numbers.</source>
            <translation>一个样本是一行 {count} 个数。</translation>
        </message>
        <message>
            <source>One sample is a sequence: channels × length.</source>
            <translation>一个样本是一个序列：通道 × 长度。</translation>
        </message>
        <message>
            <source>One wave to fit: y = sin x</source>
            <translation>拟合一个正弦波：y = sin x</translation>
        </message>
        <message>
            <source>One weight a class; raises the cost of mistakes on rare classes</source>
            <translation>每类一个权重；提高稀有类别出错的代价</translation>
        </message>
        <message>
            <source>One weight, one bias and three points: every number of a training step by hand.</source>
            <translation>一个权重、一个偏置和三个点：手算训练一步中的每个数。</translation>
        </message>
        <message>
            <source>Only layers that stand one behind the other make a block: “{layer}” is between them. Select it too, or move it away.</source>
            <translation>只有相邻的层才能组成模块：“{layer}”夹在它们之间。请把它也选上，或者移开它。</translation>
        </message>
        <message>
            <source>Only this copy</source>
            <translation>只改这个副本</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>打开</translation>
        </message>
        <message>
            <source>Open a copy of the selected run, with its weights and its history</source>
            <translation>打开所选运行的副本，连同其权重和历史</translation>
        </message>
        <message>
            <source>Open a file</source>
            <translation>打开文件</translation>
        </message>
        <message>
            <source>Open again</source>
            <translation>再次打开</translation>
        </message>
        <message>
            <source>Open another file…</source>
            <translation>打开其他文件…</translation>
        </message>
        <message>
            <source>Open block</source>
            <translation>展开模块</translation>
        </message>
        <message>
            <source>Open data</source>
            <translation>打开数据</translation>
        </message>
        <message>
            <source>Open file…</source>
            <translation>打开文件…</translation>
        </message>
        <message>
            <source>Open lesson</source>
            <translation>打开课程</translation>
        </message>
        <message>
            <source>Open lesson…</source>
            <translation>打开课程…</translation>
        </message>
        <message>
            <source>Open my data</source>
            <translation>打开我的数据</translation>
        </message>
        <message>
            <source>Open or close block</source>
            <translation>展开或收起模块</translation>
        </message>
        <message>
            <source>Open recent</source>
            <translation>最近打开</translation>
        </message>
        <message>
            <source>Open weights</source>
            <translation>打开权重</translation>
        </message>
        <message>
            <source>Open weights…</source>
            <translation>打开权重…</translation>
        </message>
        <message>
            <source>Open…</source>
            <translation>打开…</translation>
        </message>
        <message>
            <source>Optimizer</source>
            <translation>优化器</translation>
        </message>
        <message>
            <source>Other rows of {source}</source>
            <translation>{source} 的其他行</translation>
        </message>
        <message>
            <source>Other ways to go on</source>
            <translation>其他继续方式</translation>
        </message>
        <message>
            <source>Other ways to stop</source>
            <translation>其他停止方式</translation>
        </message>
        <message>
            <source>Output</source>
            <translation>输出</translation>
        </message>
        <message>
            <source>Output for one sample</source>
            <translation>单个样本的输出</translation>
        </message>
        <message>
            <source>Output {number}: {shape}</source>
            <translation>输出 {number}：{shape}</translation>
        </message>
        <message>
            <source>Output {shape}</source>
            <translation>输出 {shape}</translation>
        </message>
        <message>
            <source>Output {symbol}</source>
            <translation>输出 {symbol}</translation>
        </message>
        <message>
            <source>Outputs</source>
            <translation>输出</translation>
        </message>
        <message>
            <source>Outputs at the flat ends of a sigmoid or tanh, which let no gradient through.</source>
            <translation>落在 sigmoid 或 tanh 平坦两端的输出，梯度无法通过。</translation>
        </message>
        <message>
            <source>Outputs near an end of what the activation can give, such as 0 or 1 of a sigmoid. Hardly any gradient goes back through them.</source>
            <translation>接近激活函数取值两端的输出，例如 sigmoid 的 0 或 1。几乎没有梯度能从中传回。</translation>
        </message>
        <message>
            <source>Outputs near an end, median over the latest steps</source>
            <translation>接近两端的输出，最近若干步的中位数</translation>
        </message>
        <message>
            <source>Outputs of the layer</source>
            <translation>该层的输出</translation>
        </message>
        <message>
            <source>Outputs of the sample</source>
            <translation>该样本的输出</translation>
        </message>
        <message>
            <source>Outputs of this batch</source>
            <translation>这一批的输出</translation>
        </message>
        <message>
            <source>Outputs under the card</source>
            <translation>在卡片下显示输出</translation>
        </message>
        <message>
            <source>Outputs y</source>
            <translation>输出 y</translation>
        </message>
        <message>
            <source>Overfitting: validation loss has risen from {best} to {now} since epoch {epoch} while train loss falls</source>
            <translation>过拟合：自第 {epoch} 轮起验证损失从 {best} 升到 {now}，而训练损失仍在下降</translation>
        </message>
        <message>
            <source>Overview</source>
            <translation>概览</translation>
        </message>
        <message>
            <source>Overview of the graph</source>
            <translation>结构图缩略图</translation>
        </message>
        <message>
            <source>Overwrite</source>
            <translation>覆盖</translation>
        </message>
        <message>
            <source>Own values of the copies</source>
            <translation>各副本独有的值</translation>
        </message>
        <message>
            <source>PReLU has num_parameters {count}, but its input {found} has another first size. Choose 1, or one a channel.</source>
            <translation>PReLU 的 num_parameters 为 {count}，但其输入 {found} 的第一维大小与之不同。请选择 1，或每个通道一个。</translation>
        </message>
        <message>
            <source>Pad has {count} widths, two a dimension, but its input {found} has too few dimensions. Give at most {wanted}.</source>
            <translation>Pad 有 {count} 个宽度，每维两个，但其输入 {found} 的维度太少。最多给出 {wanted} 个。</translation>
        </message>
        <message>
            <source>Pad in mode {mode} can add at most {most} around a size of {size}. Choose less, or mode constant.</source>
            <translation>mode 为 {mode} 的 Pad 在大小 {size} 的两侧最多能填充 {most}。请减小宽度，或选择 mode constant。</translation>
        </message>
        <message>
            <source>Pad in mode {mode} pads every dimension but the channels, and its input {found} needs {wanted} widths, not {count}. Give two a dimension, the last one first, or choose mode constant.</source>
            <translation>mode 为 {mode} 的 Pad 会填充除通道外的每个维度，其输入 {found} 需要 {wanted} 个宽度，而不是 {count} 个。请为每维给出两个宽度，从最后一维开始，或选择 mode constant。</translation>
        </message>
        <message>
            <source>Pages</source>
            <translation>页面</translation>
        </message>
        <message>
            <source>Paints {out_channels} kernels of {kernel} for each place of {in_channels} channels, {stride} places apart.</source>
            <translation>对 {in_channels} 个通道的每个位置铺上 {out_channels} 个 {kernel} 的核，间距为 {stride}。</translation>
        </message>
        <message>
            <source>Parameters that stay as they are</source>
            <translation>保持不变的参数</translation>
        </message>
        <message>
            <source>Parameters, initialisation and switches stay in this copy</source>
            <translation>参数、初始化和开关只留在这个副本里</translation>
        </message>
        <message>
            <source>Params</source>
            <translation>参数</translation>
        </message>
        <message>
            <source>Part of the data</source>
            <translation>数据的哪一部分</translation>
        </message>
        <message>
            <source>Passes its input on unchanged: a place to join branches or to stand for a layer.</source>
            <translation>原样传递输入：可作为分支的汇合点或某层的占位。</translation>
        </message>
        <message>
            <source>Paste</source>
            <translation>粘贴</translation>
        </message>
        <message>
            <source>Paste {count} layers</source>
            <translation>粘贴 {count} 层</translation>
        </message>
        <message>
            <source>Paste {layer}</source>
            <translation>粘贴 {layer}</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>暂停</translation>
        </message>
        <message>
            <source>Pause it to take its next step slowly, phase by phase; then let it go on.</source>
            <translation>请先暂停，然后一个阶段一个阶段地慢慢走完下一步，再让训练继续。</translation>
        </message>
        <message>
            <source>Pause to step through</source>
            <translation>暂停并逐步查看</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>已暂停</translation>
        </message>
        <message>
            <source>Peak rate</source>
            <translation>峰值学习率</translation>
        </message>
        <message>
            <source>Permute names {count} dimensions, but its input {found} has {having}. Name each of them once, counted from 0.</source>
            <translation>Permute 列出了 {count} 个维度，但其输入 {found} 有 {having} 个。请将每个维度列出一次，从 0 数起。</translation>
        </message>
        <message>
            <source>Phase {name}, done</source>
            <translation>阶段 {name}，已完成</translation>
        </message>
        <message>
            <source>Phase {name}, not taken yet</source>
            <translation>阶段 {name}，尚未进行</translation>
        </message>
        <message>
            <source>Phase {name}, on show</source>
            <translation>阶段 {name}，正在显示</translation>
        </message>
        <message>
            <source>Pictures</source>
            <translation>图像</translation>
        </message>
        <message>
            <source>Pin at the crosshair (P)</source>
            <translation>在十字线处固定（P）</translation>
        </message>
        <message>
            <source>Pink</source>
            <translation>粉色</translation>
        </message>
        <message>
            <source>Pinned</source>
            <translation>已固定</translation>
        </message>
        <message>
            <source>Place in the tensor</source>
            <translation>在张量中的位置</translation>
        </message>
        <message>
            <source>Place taken; −1 is the last</source>
            <translation>取出的位置；−1 表示最后一个</translation>
        </message>
        <message>
            <source>Places added on one side, to reach a size that stride skips</source>
            <translation>在一侧增加的位置，用于得到被步幅跳过的尺寸</translation>
        </message>
        <message>
            <source>Places cut off the output's border</source>
            <translation>从输出边界裁去的位置</translation>
        </message>
        <message>
            <source>Places moved at a time</source>
            <translation>每次移动的位置数</translation>
        </message>
        <message>
            <source>Places moved at a time; empty: the size of the window</source>
            <translation>每次移动的位置数；留空则为窗口大小</translation>
        </message>
        <message>
            <source>Play a sound</source>
            <translation>播放声音</translation>
        </message>
        <message>
            <source>Play slowly</source>
            <translation>慢速播放</translation>
        </message>
        <message>
            <source>Plots</source>
            <translation>图表</translation>
        </message>
        <message>
            <source>Poisson NLL</source>
            <translation>泊松 NLL</translation>
        </message>
        <message>
            <source>Pooling</source>
            <translation>池化</translation>
        </message>
        <message>
            <source>Positive weight</source>
            <translation>正类权重</translation>
        </message>
        <message>
            <source>Power of each term: 1 or 2</source>
            <translation>每项的幂次：1 或 2</translation>
        </message>
        <message>
            <source>Precision</source>
            <translation>精确率</translation>
        </message>
        <message>
            <source>Precision and recall in one, low when either is; mean over the classes.</source>
            <translation>精确率与召回率的综合，任一较低则较低；对各类取平均。</translation>
        </message>
        <message>
            <source>Predict</source>
            <translation>预测</translation>
        </message>
        <message>
            <source>Predict a file</source>
            <translation>预测文件</translation>
        </message>
        <message>
            <source>Predict every row of a CSV file and save the result</source>
            <translation>预测 CSV 文件的每一行并保存结果</translation>
        </message>
        <message>
            <source>Predicted against true</source>
            <translation>预测值与真实值</translation>
        </message>
        <message>
            <source>Predicted and true</source>
            <translation>预测与真实</translation>
        </message>
        <message>
            <source>Predicted value</source>
            <translation>预测值</translation>
        </message>
        <message>
            <source>Predicted values</source>
            <translation>预测值</translation>
        </message>
        <message>
            <source>Predictions</source>
            <translation>预测</translation>
        </message>
        <message>
            <source>Predictions for {count} rows are in {file}.</source>
            <translation>{count} 行的预测结果已写入 {file}。</translation>
        </message>
        <message>
            <source>Predictions for {count} rows are in {file}. {warning}</source>
            <translation>{count} 行的预测结果已写入 {file}。{warning}</translation>
        </message>
        <message>
            <source>Press Enter to see where it comes from.</source>
            <translation>按回车查看它是怎么来的。</translation>
        </message>
        <message>
            <source>Press Train ({key}) and watch loss, metrics and gradients move</source>
            <translation>点击“训练”（{key}），观察损失、指标和梯度的变化</translation>
        </message>
        <message>
            <source>Previous match (Shift+Enter)</source>
            <translation>上一个匹配（Shift+Enter）</translation>
        </message>
        <message>
            <source>Previous operation</source>
            <translation>上一个运算</translation>
        </message>
        <message>
            <source>Previous phase</source>
            <translation>上一阶段</translation>
        </message>
        <message>
            <source>Previous sample</source>
            <translation>上一个样本</translation>
        </message>
        <message>
            <source>Print worksheet…</source>
            <translation>打印练习纸…</translation>
        </message>
        <message>
            <source>Print…</source>
            <translation>打印…</translation>
        </message>
        <message>
            <source>Probability of being dropped</source>
            <translation>被丢弃的概率</translation>
        </message>
        <message>
            <source>Probability of being dropped between two layers while training</source>
            <translation>训练时在两层之间被丢弃的概率</translation>
        </message>
        <message>
            <source>Probability of being dropped while training</source>
            <translation>训练时被丢弃的概率</translation>
        </message>
        <message>
            <source>Probability that a step is not looked at while training</source>
            <translation>训练时某个时间步不被关注的概率</translation>
        </message>
        <message>
            <source>Processor threads of a step; small networks are often faster with one</source>
            <translation>每一步使用的处理器线程数；小网络通常用一个线程更快</translation>
        </message>
        <message>
            <source>Processors</source>
            <translation>处理器</translation>
        </message>
        <message>
            <source>Progress of diabetes</source>
            <translation>糖尿病进展</translation>
        </message>
        <message>
            <source>Projects and tables</source>
            <translation>项目和表格</translation>
        </message>
        <message>
            <source>Projects and weights</source>
            <translation>项目与权重</translation>
        </message>
        <message>
            <source>Prove it</source>
            <translation>试一试</translation>
        </message>
        <message>
            <source>Prove it: {fix}</source>
            <translation>试一试：{fix}</translation>
        </message>
        <message>
            <source>Pulls weights towards zero, against over-fitting</source>
            <translation>将权重拉向零，防止过拟合</translation>
        </message>
        <message>
            <source>Put a Flatten and a Linear layer with {count} outputs behind {source}</source>
            <translation>在 {source} 之后加一个 Flatten 和一个有 {count} 个输出的 Linear 层</translation>
        </message>
        <message>
            <source>Put a Flatten before {layer}</source>
            <translation>在 {layer} 前插入 Flatten</translation>
        </message>
        <message>
            <source>Put a Flatten behind {layers}</source>
            <translation>在 {layers} 之后加 Flatten</translation>
        </message>
        <message>
            <source>Put a Flatten behind {layers} and join by Concat</source>
            <translation>在 {layers} 之后加 Flatten，并用 Concat 合并</translation>
        </message>
        <message>
            <source>Put a Linear layer with {count} outputs behind {source}</source>
            <translation>在 {source} 之后加一个有 {count} 个输出的 Linear 层</translation>
        </message>
        <message>
            <source>Put a ReLU between</source>
            <translation>在中间插入 ReLU</translation>
        </message>
        <message>
            <source>Put a Reshape to {shape} before {layer}</source>
            <translation>在 {layer} 之前加一个 Reshape，变为 {shape}</translation>
        </message>
        <message>
            <source>Put a Reshape to {shape} behind {source}</source>
            <translation>在 {source} 之后加一个 Reshape，变为 {shape}</translation>
        </message>
        <message>
            <source>Put a {kernel} convolution behind {source}</source>
            <translation>在 {source} 之后加一个 {kernel} 卷积</translation>
        </message>
        <message>
            <source>Put a {kernel} convolution with stride {stride} behind {source}</source>
            <translation>在 {source} 之后加一个步幅为 {stride} 的 {kernel} 卷积</translation>
        </message>
        <message>
            <source>Put it behind {layer}</source>
            <translation>移到 {layer} 之后</translation>
        </message>
        <message>
            <source>Put the deleted runs back</source>
            <translation>恢复已删除的运行</translation>
        </message>
        <message>
            <source>Put the settings of that moment into the project</source>
            <translation>将那一刻的设置放入项目</translation>
        </message>
        <message>
            <source>Puts a learnable step before the others; its output stands for the whole sequence.</source>
            <translation>在所有时间步之前放一个可学习的时间步；其输出代表整个序列。</translation>
        </message>
        <message>
            <source>Puts a picture together from windows, one a column; where they overlap it adds up.</source>
            <translation>由窗口（每列一个）拼成图像；重叠处相加。</translation>
        </message>
        <message>
            <source>Puts its inputs one after another along a dimension, such as the channels.</source>
            <translation>沿某个维度（如通道）将各输入依次拼接。</translation>
        </message>
        <message>
            <source>Puts the dimensions in another order, such as steps × features from channels × length.</source>
            <translation>改变维度的顺序，例如由通道 × 长度得到时间步 × 特征。</translation>
        </message>
        <message>
            <source>PyTorch can't go on: {reason}.</source>
            <translation>PyTorch 无法继续：{reason}。</translation>
        </message>
        <message>
            <source>PyTorch can't read it ({reason})</source>
            <translation>PyTorch 无法读取（{reason}）</translation>
        </message>
        <message>
            <source>PyTorch code of this project</source>
            <translation>本项目的 PyTorch 代码</translation>
        </message>
        <message>
            <source>PyTorch code saved to “{file}”.</source>
            <translation>PyTorch 代码已保存到“{file}”。</translation>
        </message>
        <message>
            <source>PyTorch is still loading; training starts in a moment.</source>
            <translation>PyTorch 仍在加载，训练稍后开始。</translation>
        </message>
        <message>
            <source>PyTorch runs {layer} as one kernel. These are the operations that it stands for; the last digit may differ.</source>
            <translation>PyTorch 用一个内核运行 {layer}。这里列出的是它所代表的各个运算；最后一位数字可能不同。</translation>
        </message>
        <message>
            <source>PyTorch's own</source>
            <translation>PyTorch 自带方式</translation>
        </message>
        <message>
            <source>PyTorch's own way for this layer.</source>
            <translation>PyTorch 对该层的默认方式。</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>退出</translation>
        </message>
        <message>
            <source>RMSE</source>
            <translation>RMSE</translation>
        </message>
        <message>
            <source>Raise the learning rate to {lr}</source>
            <translation>将学习率提高到 {lr}</translation>
        </message>
        <message>
            <source>Raises the rate to a peak and lets it fall far below the start, once over the whole run.</source>
            <translation>在整个训练过程中将学习率升到峰值，再降到远低于起点。</translation>
        </message>
        <message>
            <source>Random pictures of 32 × 32 pixels with two random numbers to predict</source>
            <translation>32 × 32 像素的随机图像，预测两个随机数</translation>
        </message>
        <message>
            <source>Random sample</source>
            <translation>随机样本</translation>
        </message>
        <message>
            <source>Rate at the end</source>
            <translation>结束时的学习率</translation>
        </message>
        <message>
            <source>Rate decay</source>
            <translation>学习率衰减</translation>
        </message>
        <message>
            <source>ReLU cut off at 6, for arithmetic with few bits.</source>
            <translation>在 6 处截断的 ReLU，适合低位数运算。</translation>
        </message>
        <message>
            <source>Read a text table: CSV, TSV and the like</source>
            <translation>读取文本表格：CSV、TSV 等</translation>
        </message>
        <message>
            <source>Read again</source>
            <translation>重新读取</translation>
        </message>
        <message>
            <source>Read as categories</source>
            <translation>按类别读取</translation>
        </message>
        <message>
            <source>Read as numbers</source>
            <translation>按数值读取</translation>
        </message>
        <message>
            <source>Reading data</source>
            <translation>正在读取数据</translation>
        </message>
        <message>
            <source>Reading data…</source>
            <translation>正在读取数据…</translation>
        </message>
        <message>
            <source>Reads a series step by step with a memory that it writes, keeps and clears.</source>
            <translation>逐步读取序列，记忆可写入、保留和清除。</translation>
        </message>
        <message>
            <source>Reads a series step by step, carrying a state along, and judges by the last one.</source>
            <translation>带着状态逐步读取序列，并根据最后的状态作判断。</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>就绪</translation>
        </message>
        <message>
            <source>Rebuilding the input</source>
            <translation>重建输入</translation>
        </message>
        <message>
            <source>Recall</source>
            <translation>召回率</translation>
        </message>
        <message>
            <source>Recall of “{name}”</source>
            <translation>“{name}”的召回率</translation>
        </message>
        <message>
            <source>Rectification</source>
            <translation>校正</translation>
        </message>
        <message>
            <source>Recurrent</source>
            <translation>循环</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>重做</translation>
        </message>
        <message>
            <source>Redo “{what}”</source>
            <translation>重做“{what}”</translation>
        </message>
        <message>
            <source>Reduction</source>
            <translation>归约</translation>
        </message>
        <message>
            <source>Regression</source>
            <translation>回归</translation>
        </message>
        <message>
            <source>Regression: predict a number from ten measurements of a patient.</source>
            <translation>回归：根据患者的十项测量值预测一个数。</translation>
        </message>
        <message>
            <source>Regularisation</source>
            <translation>正则化</translation>
        </message>
        <message>
            <source>Reinitialise</source>
            <translation>重新初始化</translation>
        </message>
        <message>
            <source>Reinitialise {count} layers</source>
            <translation>重新初始化 {count} 层</translation>
        </message>
        <message>
            <source>Reinitialise {layer}</source>
            <translation>重新初始化 {layer}</translation>
        </message>
        <message>
            <source>Relative improvement below which a loss does not count as better</source>
            <translation>相对改善低于此值不算改善</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>移除</translation>
        </message>
        <message>
            <source>Remove all pins</source>
            <translation>移除所有固定位置</translation>
        </message>
        <message>
            <source>Remove loss term</source>
            <translation>移除损失项</translation>
        </message>
        <message>
            <source>Remove loss term {number}</source>
            <translation>移除第 {number} 个损失项</translation>
        </message>
        <message>
            <source>Remove pin {number}, {place}</source>
            <translation>移除固定位置 {number}，{place}</translation>
        </message>
        <message>
            <source>Remove row</source>
            <translation>删除行</translation>
        </message>
        <message>
            <source>Remove this loss term</source>
            <translation>移除这个损失项</translation>
        </message>
        <message>
            <source>Remove this pin</source>
            <translation>移除此固定位置</translation>
        </message>
        <message>
            <source>Remove {kind}</source>
            <translation>移除 {kind}</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation>重命名</translation>
        </message>
        <message>
            <source>Rename layer</source>
            <translation>重命名层</translation>
        </message>
        <message>
            <source>Rename {layer}</source>
            <translation>重命名 {layer}</translation>
        </message>
        <message>
            <source>Repeat</source>
            <translation>重复</translation>
        </message>
        <message>
            <source>Repeat the nearest number, or interpolate along one to three dimensions</source>
            <translation>重复最近的数，或沿一到三个维度插值</translation>
        </message>
        <message>
            <source>Repeat {block}</source>
            <translation>重复 {block}</translation>
        </message>
        <message>
            <source>Repeat {block} ×{count}</source>
            <translation>重复 {block} ×{count}</translation>
        </message>
        <message>
            <source>Repeat…</source>
            <translation>重复…</translation>
        </message>
        <message>
            <source>Replace a layer</source>
            <translation>替换层</translation>
        </message>
        <message>
            <source>Replace by: conv, pool, drop …</source>
            <translation>替换为：卷积、池化、全连接…</translation>
        </message>
        <message>
            <source>Replaces {source} as the input of {target}</source>
            <translation>取代 {source} 成为 {target} 的输入</translation>
        </message>
        <message>
            <source>Replace…</source>
            <translation>替换…</translation>
        </message>
        <message>
            <source>Requires a gradient</source>
            <translation>需要梯度</translation>
        </message>
        <message>
            <source>ResNet-18</source>
            <translation>ResNet-18</translation>
        </message>
        <message>
            <source>Residual block</source>
            <translation>残差块</translation>
        </message>
        <message>
            <source>Restore</source>
            <translation>恢复</translation>
        </message>
        <message>
            <source>Restore as a copy</source>
            <translation>恢复为副本</translation>
        </message>
        <message>
            <source>Restore unsaved work</source>
            <translation>恢复未保存的工作</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>继续</translation>
        </message>
        <message>
            <source>Return opens the menu of the current column: role and type</source>
            <translation>按回车键打开当前列的菜单：用途与类型</translation>
        </message>
        <message>
            <source>Reveal all</source>
            <translation>全部显示</translation>
        </message>
        <message>
            <source>Reveal all numbers</source>
            <translation>显示全部数值</translation>
        </message>
        <message>
            <source>Right</source>
            <translation>右移</translation>
        </message>
        <message>
            <source>Right.</source>
            <translation>正确。</translation>
        </message>
        <message>
            <source>Right: {number}.</source>
            <translation>答对了：{number}。</translation>
        </message>
        <message>
            <source>Right: {truth}.</source>
            <translation>正确：{truth}。</translation>
        </message>
        <message>
            <source>Rising share</source>
            <translation>上升阶段占比</translation>
        </message>
        <message>
            <source>Root of the mean squared error, in the target's unit; large errors count most.</source>
            <translation>均方误差的平方根，以目标的单位计；大误差影响最大。</translation>
        </message>
        <message>
            <source>Row</source>
            <translation>行</translation>
        </message>
        <message>
            <source>Row numbers</source>
            <translation>行号</translation>
        </message>
        <message>
            <source>Row numbers of the data, such as 1-3, 8; then press Enter</source>
            <translation>数据的行号，例如 1-3, 8；然后按回车</translation>
        </message>
        <message>
            <source>Row {row} has no value for “{column}”: give one.</source>
            <translation>第 {row} 行缺少“{column}”的值：请填写。</translation>
        </message>
        <message>
            <source>Row {row} is left out of the data: it has gaps, or no target.</source>
            <translation>第 {row} 行不在所用的数据中：它有缺失值，或没有目标。</translation>
        </message>
        <message>
            <source>Row {row} of column “{column}” holds {value}, more than a float32 can: give the column a larger unit.</source>
            <translation>列“{column}”第 {row} 行的值 {value} 超出 float32 的范围：请换用更大的单位。</translation>
        </message>
        <message>
            <source>Row {row} of column “{column}” holds “{value}” where a number is expected. Mend that value, or read the column as a category.</source>
            <translation>列“{column}”第 {row} 行应为数值，却是“{value}”。请修正该值，或把该列按类别读取。</translation>
        </message>
        <message>
            <source>Row {row} of column “{column}” holds “{value}”, which training never saw: it counts as none of its categories.</source>
            <translation>列“{column}”第 {row} 行的“{value}”在训练中从未出现：不计入任何类别。</translation>
        </message>
        <message>
            <source>Row {row} of what was pasted has {found} values where another has {expected}. Nothing was changed.</source>
            <translation>粘贴内容的第 {row} 行有 {found} 个值，而其他行有 {expected} 个。未作任何更改。</translation>
        </message>
        <message>
            <source>Row {row} of what was pasted has {found} values, but from the chosen cell on there are {room} columns. Nothing was changed.</source>
            <translation>粘贴内容的第 {row} 行有 {found} 个值，但从所选单元格起只有 {room} 列。未作任何更改。</translation>
        </message>
        <message>
            <source>Row {row} of {file} holds {value} in column “{column}”, more than a float32 can: mend it, or give the column a larger unit.</source>
            <translation>{file} 第 {row} 行列“{column}”的值 {value} 超出 float32 的范围：请修正，或为该列换用更大的单位。</translation>
        </message>
        <message>
            <source>Row {row} of {table} has another number of values than there are columns: {found} instead of {expected}.</source>
            <translation>{table} 第 {row} 行的值的个数与列数不同：有 {found} 个，应为 {expected} 个。</translation>
        </message>
        <message>
            <source>Rows</source>
            <translation>数据行</translation>
        </message>
        <message>
            <source>Rows at right angles to one another: lengths are kept.</source>
            <translation>各行相互正交：保持向量长度。</translation>
        </message>
        <message>
            <source>Rows come in the order of the data, the same in every epoch.</source>
            <translation>各行按数据的顺序出现，每一轮都一样。</translation>
        </message>
        <message>
            <source>Rows go from 1 to {count}; “{part}” is not among them.</source>
            <translation>行号从 1 到 {count}；“{part}”不在其中。</translation>
        </message>
        <message>
            <source>Rows judged</source>
            <translation>参与评判的行</translation>
        </message>
        <message>
            <source>Rows of class “{name}”</source>
            <translation>类别“{name}”的行</translation>
        </message>
        <message>
            <source>Rows of each class</source>
            <translation>各类别的行数</translation>
        </message>
        <message>
            <source>Rows predicted as “{name}”</source>
            <translation>预测为“{name}”的行</translation>
        </message>
        <message>
            <source>Rows that the network has never seen cost it about as much as those it was trained on: it has learnt what they have in common, not the rows themselves.</source>
            <translation>网络从未见过的行与训练行的损失相近：它学到的是它们的共性，而不是这些行本身。</translation>
        </message>
        <message>
            <source>Rows without a target are left out: {count}.</source>
            <translation>已略去没有目标值的行：{count}。</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>Run to step</source>
            <translation>运行到某一步</translation>
        </message>
        <message>
            <source>Run to step…</source>
            <translation>运行到某一步…</translation>
        </message>
        <message>
            <source>Run {number} is at work. Stop it first.</source>
            <translation>运行 {number} 正在进行。请先停止它。</translation>
        </message>
        <message>
            <source>Runs</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>Runs · {count}</source>
            <translation>运行 · {count}</translation>
        </message>
        <message>
            <source>Runs: {count}</source>
            <translation>运行：{count}</translation>
        </message>
        <message>
            <source>R²</source>
            <translation>R²</translation>
        </message>
        <message>
            <source>R² is {value}: always answering the mean of the target would be as good.</source>
            <translation>R² 为 {value}：总是回答目标的均值也一样好。</translation>
        </message>
        <message>
            <source>SOURCE</source>
            <translation>来源</translation>
        </message>
        <message>
            <source>SSE (sum of squared errors)</source>
            <translation>SSE（误差平方和）</translation>
        </message>
        <message>
            <source>SSE is the sum; its mean is MSE</source>
            <translation>SSE 是总和；取平均即 MSE</translation>
        </message>
        <message>
            <source>SUGGESTED</source>
            <translation>建议</translation>
        </message>
        <message>
            <source>Sample whose pictures are shown</source>
            <translation>显示哪个样本的图</translation>
        </message>
        <message>
            <source>Sample {number} of {count} · {truth}</source>
            <translation>样本 {number} / {count} · {truth}</translation>
        </message>
        <message>
            <source>Samples</source>
            <translation>样本</translation>
        </message>
        <message>
            <source>Samples a step; more make the gradient steadier and need more memory</source>
            <translation>每一步的样本数；越多梯度越稳定，占用内存也越多</translation>
        </message>
        <message>
            <source>Saturated outputs by layer</source>
            <translation>各层饱和输出</translation>
        </message>
        <message>
            <source>Saturated outputs of the selected layers</source>
            <translation>所选层的饱和输出</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Save all rows of this split with their predictions</source>
            <translation>保存该部分的所有行及其预测</translation>
        </message>
        <message>
            <source>Save as PDF…</source>
            <translation>存为 PDF…</translation>
        </message>
        <message>
            <source>Save as…</source>
            <translation>另存为…</translation>
        </message>
        <message>
            <source>Save project</source>
            <translation>保存项目</translation>
        </message>
        <message>
            <source>Save the changes to “{name}”?</source>
            <translation>保存对“{name}”的更改吗？</translation>
        </message>
        <message>
            <source>Save the predictions</source>
            <translation>保存预测结果</translation>
        </message>
        <message>
            <source>Save the script as a .py file</source>
            <translation>将脚本保存为 .py 文件</translation>
        </message>
        <message>
            <source>Save weights</source>
            <translation>保存权重</translation>
        </message>
        <message>
            <source>Save weights…</source>
            <translation>保存权重…</translation>
        </message>
        <message>
            <source>Save worksheet as PDF</source>
            <translation>将练习纸存为 PDF</translation>
        </message>
        <message>
            <source>Save worksheet as PDF…</source>
            <translation>将练习纸存为 PDF…</translation>
        </message>
        <message>
            <source>Saved to “{file}”.</source>
            <translation>已保存到“{file}”。</translation>
        </message>
        <message>
            <source>Say where to with --output FILE.</source>
            <translation>请用 --output FILE 指明写到哪里。</translation>
        </message>
        <message>
            <source>Scale the target</source>
            <translation>缩放目标</translation>
        </message>
        <message>
            <source>Scales all gradients together when their common length exceeds a bound.</source>
            <translation>当全部梯度的总范数超过上限时一起缩小。</translation>
        </message>
        <message>
            <source>Scaling</source>
            <translation>缩放</translation>
        </message>
        <message>
            <source>Schedule</source>
            <translation>学习率调度</translation>
        </message>
        <message>
            <source>Search connections</source>
            <translation>搜索连接</translation>
        </message>
        <message>
            <source>Search layers</source>
            <translation>搜索层</translation>
        </message>
        <message>
            <source>Search layers: conv, pool, drop …</source>
            <translation>搜索层：卷积、池化、全连接…</translation>
        </message>
        <message>
            <source>Search outputs</source>
            <translation>搜索输出</translation>
        </message>
        <message>
            <source>Search templates</source>
            <translation>搜索模板</translation>
        </message>
        <message>
            <source>Search templates: residual, digits …</source>
            <translation>搜索模板：残差、数字 …</translation>
        </message>
        <message>
            <source>Second weight</source>
            <translation>第二个权重</translation>
        </message>
        <message>
            <source>See predictions</source>
            <translation>查看预测</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>种子</translation>
        </message>
        <message>
            <source>Seed of the split</source>
            <translation>划分的随机种子</translation>
        </message>
        <message>
            <source>Seen since epoch {epoch}, step {step}</source>
            <translation>自第 {epoch} 轮、第 {step} 步起出现</translation>
        </message>
        <message>
            <source>Select a layer</source>
            <translation>选中层</translation>
        </message>
        <message>
            <source>Select a layer on the left to see and change what it does, or add one there.</source>
            <translation>在左侧选择一层，即可查看和修改它；也可以在那里添加新层。</translation>
        </message>
        <message>
            <source>Select all</source>
            <translation>全选</translation>
        </message>
        <message>
            <source>Select takes place {index} of dimension {dim}, but its input {found} has only {size} there (counted from 0).</source>
            <translation>Select 取第 {dim} 维的位置 {index}，但其输入 {found} 在该维只有 {size} 个位置（从 0 数起）。</translation>
        </message>
        <message>
            <source>Select the layers that are to be grouped first.</source>
            <translation>请先选择要编组的层。</translation>
        </message>
        <message>
            <source>Select two runs to see what differs between them</source>
            <translation>选择两个运行，查看它们之间的差别</translation>
        </message>
        <message>
            <source>Select {layer}</source>
            <translation>选中 {layer}</translation>
        </message>
        <message>
            <source>Separable convolution</source>
            <translation>深度可分离卷积</translation>
        </message>
        <message>
            <source>Series</source>
            <translation>曲线</translation>
        </message>
        <message>
            <source>Set frozen: it keeps the weights it has, while the other layers learn.</source>
            <translation>已设为冻结：其他层学习时，它保持现有权重。</translation>
        </message>
        <message>
            <source>Set kernel_size to {size}</source>
            <translation>将 kernel_size 设为 {size}</translation>
        </message>
        <message>
            <source>Set out_features of {layer} to {count}</source>
            <translation>把 {layer} 的 out_features 设为 {count}</translation>
        </message>
        <message>
            <source>Set padding of {layers} to same</source>
            <translation>将 {layers} 的 padding 设为 same</translation>
        </message>
        <message>
            <source>Set the batch size to the largest that fits</source>
            <translation>把批大小设为放得下的最大值</translation>
        </message>
        <message>
            <source>Set the batch size to {size}</source>
            <translation>将批大小设为 {size}</translation>
        </message>
        <message>
            <source>Set the input to {shape}</source>
            <translation>把输入设为 {shape}</translation>
        </message>
        <message>
            <source>Set the inputs to {shapes}</source>
            <translation>将各输入设为 {shapes}</translation>
        </message>
        <message>
            <source>Set the learning rate to {lr}</source>
            <translation>将学习率设为 {lr}</translation>
        </message>
        <message>
            <source>Set the weight decay to {decay}</source>
            <translation>将权重衰减设为 {decay}</translation>
        </message>
        <message>
            <source>Set {name} of {layer} to {value}</source>
            <translation>将 {layer} 的 {name} 设为 {value}</translation>
        </message>
        <message>
            <source>Set {name} to {value}</source>
            <translation>将 {name} 设为 {value}</translation>
        </message>
        <message>
            <source>Set {weight}</source>
            <translation>设置 {weight}</translation>
        </message>
        <message>
            <source>Sets random values to 0 while training, so that no unit relies on a single other one.</source>
            <translation>训练时随机将一些值置为 0，使神经元不依赖于某一个其他神经元。</translation>
        </message>
        <message>
            <source>Sets whole random channels of a picture to 0 while training.</source>
            <translation>训练时随机将图像的整个通道置为 0。</translation>
        </message>
        <message>
            <source>Sets whole random channels of a sequence to 0 while training.</source>
            <translation>训练时随机将序列的整个通道置为 0。</translation>
        </message>
        <message>
            <source>Sets whole random channels of a volume to 0 while training.</source>
            <translation>训练时随机将体数据的整个通道置为 0。</translation>
        </message>
        <message>
            <source>Several runs are called {name}: {numbers}.</source>
            <translation>有多个运行名为 {name}：{numbers}。</translation>
        </message>
        <message>
            <source>Several targets must all be numbers, but “{column}” is a category: choose one target.</source>
            <translation>多个目标必须都是数值，但“{column}”是类别：请只选一个目标。</translation>
        </message>
        <message>
            <source>Shape</source>
            <translation>形状</translation>
        </message>
        <message>
            <source>Shape of a row</source>
            <translation>每行的形状</translation>
        </message>
        <message>
            <source>Shape of one sample, without the batch dimension</source>
            <translation>单个样本的形状，不含批维度</translation>
        </message>
        <message>
            <source>Shapes</source>
            <translation>形状</translation>
        </message>
        <message>
            <source>Share of a batch in the running figures</source>
            <translation>一个批次在滑动统计量中的份额</translation>
        </message>
        <message>
            <source>Share of a batch in the running mean; empty: plain mean of all batches</source>
            <translation>每批在滑动平均中所占比例；留空则为所有批的普通平均</translation>
        </message>
        <message>
            <source>Share of samples whose class is predicted rightly.</source>
            <translation>类别预测正确的样本所占比例。</translation>
        </message>
        <message>
            <source>Share of the last step that is kept</source>
            <translation>保留上一步的比例</translation>
        </message>
        <message>
            <source>Share of the rate to start with</source>
            <translation>起始学习率所占比例</translation>
        </message>
        <message>
            <source>Share of the rows in percent: {part}</source>
            <translation>占总行数的百分比：{part}</translation>
        </message>
        <message>
            <source>Share of the run in which the rate rises</source>
            <translation>学习率上升阶段占整个训练的比例</translation>
        </message>
        <message>
            <source>Share of the target that is spread evenly over all classes</source>
            <translation>目标中均匀分给所有类别的比例</translation>
        </message>
        <message>
            <source>Share of the target's spread that is explained: 1 is perfect, 0 no better than its mean.</source>
            <translation>目标方差中得到解释的比例：1 为完美，0 则不比取均值更好。</translation>
        </message>
        <message>
            <source>Show a notification</source>
            <translation>显示通知</translation>
        </message>
        <message>
            <source>Show as matrices: x · Wᵀ + b = y</source>
            <translation>显示为矩阵：x · Wᵀ + b = y</translation>
        </message>
        <message>
            <source>Show me</source>
            <translation>看答案</translation>
        </message>
        <message>
            <source>Show me where</source>
            <translation>在哪里？</translation>
        </message>
        <message>
            <source>Show me where: {task}</source>
            <translation>在哪里：{task}</translation>
        </message>
        <message>
            <source>Show numbers</source>
            <translation>显示数值</translation>
        </message>
        <message>
            <source>Show on the plots: {what}</source>
            <translation>在图上显示：{what}</translation>
        </message>
        <message>
            <source>Show or hide curves</source>
            <translation>显示或隐藏曲线</translation>
        </message>
        <message>
            <source>Show pictures</source>
            <translation>显示图像</translation>
        </message>
        <message>
            <source>Show the network as it is now</source>
            <translation>显示当前的网络</translation>
        </message>
        <message>
            <source>Show the samples of all cells</source>
            <translation>显示所有格子的样本</translation>
        </message>
        <message>
            <source>Show the whole graph (0)</source>
            <translation>显示整张图（0）</translation>
        </message>
        <message>
            <source>Show {count} hidden</source>
            <translation>显示隐藏的 {count} 条</translation>
        </message>
        <message>
            <source>Shown: {what}. Esc goes back to the lesson.</source>
            <translation>已标出：{what}。按 Esc 回到课程。</translation>
        </message>
        <message>
            <source>Shows the layer</source>
            <translation>显示该层</translation>
        </message>
        <message>
            <source>Shrink the weight itself instead of adding to its gradient, as AdamW does</source>
            <translation>像 AdamW 那样直接缩小权重，而不是加到梯度上</translation>
        </message>
        <message>
            <source>Shuffle</source>
            <translation>打乱顺序</translation>
        </message>
        <message>
            <source>Shuffle the rows</source>
            <translation>打乱样本顺序</translation>
        </message>
        <message>
            <source>Sigmoid and tanh level off: beyond about ±5 and ±3 their slope is almost 0, and no gradient gets through. Large inputs or large weights push units there. Standardise the inputs, put a normalisation layer before the activation, or use ReLU in hidden layers.</source>
            <translation>Sigmoid 和 tanh 会走平：分别在约 ±5 和 ±3 以外斜率几乎为 0，梯度无法通过。输入或权重过大会把单元推到那里。请标准化输入，在激活前放一个归一化层，或在隐藏层使用 ReLU。</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>数量</translation>
        </message>
        <message>
            <source>Size of a kernel</source>
            <translation>卷积核大小</translation>
        </message>
        <message>
            <source>Size of a window</source>
            <translation>窗口大小</translation>
        </message>
        <message>
            <source>Size of the gradient</source>
            <translation>梯度的大小</translation>
        </message>
        <message>
            <source>Size of the picture</source>
            <translation>图像的大小</translation>
        </message>
        <message>
            <source>Size of the steps</source>
            <translation>步长的大小</translation>
        </message>
        <message>
            <source>Size that comes out</source>
            <translation>输出大小</translation>
        </message>
        <message>
            <source>Sized to the data: {shape} → {outputs}</source>
            <translation>按数据定尺寸：{shape} → {outputs}</translation>
        </message>
        <message>
            <source>Sized to the network on screen: {shape} → {outputs}</source>
            <translation>按屏幕上的网络定尺寸：{shape} → {outputs}</translation>
        </message>
        <message>
            <source>Sizes it is split into; −1 means the rest</source>
            <translation>拆分成的各维大小；−1 表示其余部分</translation>
        </message>
        <message>
            <source>Sizes of a sample, without the batch; −1 means the rest</source>
            <translation>样本的各维大小（不计批维度）；−1 表示其余部分</translation>
        </message>
        <message>
            <source>Sizes that come out, without the channels; empty: scale_factor decides</source>
            <translation>输出的大小，不含通道；留空则由 scale_factor 决定</translation>
        </message>
        <message>
            <source>Skip</source>
            <translation>跳过</translation>
        </message>
        <message>
            <source>Sky blue</source>
            <translation>天蓝</translation>
        </message>
        <message>
            <source>Slice leaves nothing of dimension {dim} of {found}. Choose a start below {size} and a stop behind it.</source>
            <translation>Slice 没有保留 {found} 第 {dim} 维的任何位置。请选择小于 {size} 的 start，以及在其后的 stop。</translation>
        </message>
        <message>
            <source>Slides small kernels along a sequence: finds a pattern wherever it stands.</source>
            <translation>让小卷积核沿序列滑动：无论模式出现在何处都能找到。</translation>
        </message>
        <message>
            <source>Slides small kernels over a picture: finds a pattern wherever it stands.</source>
            <translation>让小卷积核在图像上滑动：无论模式出现在何处都能找到。</translation>
        </message>
        <message>
            <source>Slides small kernels through a volume or a film: finds a pattern wherever it stands.</source>
            <translation>让小卷积核在体数据或视频中滑动：无论模式出现在何处都能找到。</translation>
        </message>
        <message>
            <source>Slides {out_channels} kernels of {kernel} over {in_channels} channels.</source>
            <translation>{out_channels} 个 {kernel} 的卷积核在 {in_channels} 个通道上滑动。</translation>
        </message>
        <message>
            <source>Slope of the leaky ReLU that follows</source>
            <translation>其后 Leaky ReLU 的斜率</translation>
        </message>
        <message>
            <source>Slow</source>
            <translation>慢</translation>
        </message>
        <message>
            <source>Small numbers become 0, the others pass unchanged.</source>
            <translation>较小的数变为 0，其余原样通过。</translation>
        </message>
        <message>
            <source>Smallest / largest norm</source>
            <translation>最小 / 最大范数</translation>
        </message>
        <message>
            <source>Smallest slope drawn</source>
            <translation>抽取的最小斜率</translation>
        </message>
        <message>
            <source>Smallest value</source>
            <translation>最小值</translation>
        </message>
        <message>
            <source>Smooth L1</source>
            <translation>Smooth L1（平滑 L1）</translation>
        </message>
        <message>
            <source>Smoothing</source>
            <translation>平滑</translation>
        </message>
        <message>
            <source>Smoothing: the weight of the past</source>
            <translation>平滑：历史值的权重</translation>
        </message>
        <message>
            <source>Softmax of the negated numbers: the smallest gets the largest share.</source>
            <translation>对取负后的数做 softmax：最小的数得到最大的份额。</translation>
        </message>
        <message>
            <source>Softmax over the channels at each place of a picture.</source>
            <translation>在图像的每个位置对各通道做 softmax。</translation>
        </message>
        <message>
            <source>Softmax twice</source>
            <translation>softmax 用了两次</translation>
        </message>
        <message>
            <source>Some classes have too few rows to be shared out evenly: split by chance instead.</source>
            <translation>有些类别的行太少，无法按比例分配：已改为随机划分。</translation>
        </message>
        <message>
            <source>Some column names of {file} were empty, doubled or unprintable and were changed.</source>
            <translation>{file} 的部分列名为空、重复或含不可显示的字符，已更改。</translation>
        </message>
        <message>
            <source>Something unexpected went wrong: {error}</source>
            <translation>发生意外错误：{error}</translation>
        </message>
        <message>
            <source>Something went wrong inside Netwright: {reason}. Your work is kept; save it under a new name.</source>
            <translation>Netwright 内部出错：{reason}。您的工作仍然保留，请另存为新的名称。</translation>
        </message>
        <message>
            <source>Sort by</source>
            <translation>排序方式</translation>
        </message>
        <message>
            <source>Speed</source>
            <translation>速度</translation>
        </message>
        <message>
            <source>Split</source>
            <translation>数据划分</translation>
        </message>
        <message>
            <source>Split by chance</source>
            <translation>改为随机划分</translation>
        </message>
        <message>
            <source>Split the channels into groups that do not see one another</source>
            <translation>将通道分成互不相见的组</translation>
        </message>
        <message>
            <source>Splits one dimension into several, such as 64 into 1×8×8.</source>
            <translation>将一个维度拆成多个，例如把 64 拆成 1×8×8。</translation>
        </message>
        <message>
            <source>Spread tr(Σ) of the gradient of one row</source>
            <translation>单行梯度的离散程度 tr(Σ)</translation>
        </message>
        <message>
            <source>Square of the mean gradient |G|²</source>
            <translation>平均梯度的平方 |G|²</translation>
        </message>
        <message>
            <source>Squared for small errors, straight for large ones: smooth, yet calm about outliers.</source>
            <translation>小误差取平方，大误差取直线：既平滑，又不受离群值过度影响。</translation>
        </message>
        <message>
            <source>Squares each error, so that large errors count most; the usual choice for numbers.</source>
            <translation>将每个误差平方，大误差影响最大；预测数值时的常用选择。</translation>
        </message>
        <message>
            <source>Squeeze takes away a dimension of size 1, but dimension {dim} of {found} has {size}. Choose another dim, or use Select, Mean or Reshape.</source>
            <translation>Squeeze 去掉大小为 1 的维度，但 {found} 的第 {dim} 维大小为 {size}。请选择其他 dim，或改用 Select、Mean 或 Reshape。</translation>
        </message>
        <message>
            <source>Squeeze-and-excite</source>
            <translation>挤压激励块</translation>
        </message>
        <message>
            <source>Squeezes a sample into a short code and rebuilds it: what is odd is rebuilt badly.</source>
            <translation>把样本压缩成短编码再重建：异常的样本重建得差。</translation>
        </message>
        <message>
            <source>Squeezes any number into 0 … 1, as a probability; far from 0 its slope vanishes.</source>
            <translation>将任意数压缩到 0 … 1 之间，可作概率；远离 0 时斜率趋于消失。</translation>
        </message>
        <message>
            <source>Squeezes any number into −1 … 1, centred at 0; far from 0 its slope vanishes.</source>
            <translation>将任意数压缩到 −1 … 1 之间，以 0 为中心；远离 0 时斜率趋于消失。</translation>
        </message>
        <message>
            <source>Standard deviation of the distribution</source>
            <translation>分布的标准差</translation>
        </message>
        <message>
            <source>Standardise the features</source>
            <translation>标准化特征</translation>
        </message>
        <message>
            <source>Start afresh</source>
            <translation>重新开始</translation>
        </message>
        <message>
            <source>Start divisor</source>
            <translation>起始除数</translation>
        </message>
        <message>
            <source>Start factor</source>
            <translation>起始系数</translation>
        </message>
        <message>
            <source>Start from a template</source>
            <translation>从模板开始</translation>
        </message>
        <message>
            <source>Start from it</source>
            <translation>从它开始</translation>
        </message>
        <message>
            <source>Start from random weights</source>
            <translation>改用随机初始权重</translation>
        </message>
        <message>
            <source>Start from {template}</source>
            <translation>从 {template} 开始</translation>
        </message>
        <message>
            <source>Start of the random numbers: the same seed gives the same weights and order</source>
            <translation>随机数的起点：相同的种子得到相同的权重和顺序</translation>
        </message>
        <message>
            <source>Starts again from the rows that are walked now</source>
            <translation>重新从当前单步所用的行开始</translation>
        </message>
        <message>
            <source>Starts with a small rate and raises it step by step to the full one.</source>
            <translation>从较小的学习率开始，逐步升到完整的学习率。</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Step</source>
            <translation>单步</translation>
        </message>
        <message>
            <source>Step back</source>
            <translation>退回一步</translation>
        </message>
        <message>
            <source>Step back: no step can be undone yet</source>
            <translation>退回一步：还没有可以撤销的步</translation>
        </message>
        <message>
            <source>Step back: one step can be undone</source>
            <translation>退回一步：可以撤销一步</translation>
        </message>
        <message>
            <source>Step back: {count} steps can be undone</source>
            <translation>退回一步：可以撤销 {count} 步</translation>
        </message>
        <message>
            <source>Step through a copy</source>
            <translation>在副本上走一步</translation>
        </message>
        <message>
            <source>Step {number}</source>
            <translation>第 {number} 步</translation>
        </message>
        <message>
            <source>Step {number}, task {task}</source>
            <translation>第 {number} 步，任务 {task}</translation>
        </message>
        <message>
            <source>Step {number}, {entry}: {reason}.</source>
            <translation>第 {number} 步，{entry}：{reason}。</translation>
        </message>
        <message>
            <source>Step {step}</source>
            <translation>第 {step} 步</translation>
        </message>
        <message>
            <source>Step {taken} of {steps} …</source>
            <translation>第 {taken} / {steps} 步 …</translation>
        </message>
        <message>
            <source>Step-through</source>
            <translation>逐步</translation>
        </message>
        <message>
            <source>Stepping · phase {phase} of {all}</source>
            <translation>逐阶段 · 第 {phase}/{all} 阶段</translation>
        </message>
        <message>
            <source>Steps</source>
            <translation>训练步</translation>
        </message>
        <message>
            <source>Steps against the gradient; with momentum it rolls like a ball.</source>
            <translation>沿梯度的反方向走；加上动量则像球一样滚动。</translation>
        </message>
        <message>
            <source>Steps are taken one by one, as the training settings want it.</source>
            <translation>按训练设置的要求，逐步训练。</translation>
        </message>
        <message>
            <source>Steps are taken one by one: in so large a network no time is lost between them.</source>
            <translation>逐步训练：网络如此之大，步与步之间不会损失时间。</translation>
        </message>
        <message>
            <source>Steps are taken one by one: on a GPU there is no other way yet.</source>
            <translation>逐步训练：在 GPU 上目前还没有别的方式。</translation>
        </message>
        <message>
            <source>Steps are taken one by one: {reason}.</source>
            <translation>逐步训练：{reason}。</translation>
        </message>
        <message>
            <source>Steps cut, of the last {count}</source>
            <translation>最近 {count} 步中被裁剪的</translation>
        </message>
        <message>
            <source>Steps taken: {count}.</source>
            <translation>已走 {count} 步。</translation>
        </message>
        <message>
            <source>Steps until the full rate</source>
            <translation>到达完整学习率所需的步数</translation>
        </message>
        <message>
            <source>Step’s rows</source>
            <translation>本步的行</translation>
        </message>
        <message>
            <source>Still all 0 after {steps} steps, as no gradient came: {tensors}.</source>
            <translation>{steps} 步后仍全为 0，因为没有梯度传来：{tensors}。</translation>
        </message>
        <message>
            <source>Still improving: from {before} to {now} in the last {count} epochs</source>
            <translation>仍在改善：最近 {count} 轮从 {before} 到 {now}</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Stop and discard the run</source>
            <translation>停止并丢弃此次运行</translation>
        </message>
        <message>
            <source>Stop and keep the best weights</source>
            <translation>停止并保留最佳权重</translation>
        </message>
        <message>
            <source>Stop early</source>
            <translation>早停</translation>
        </message>
        <message>
            <source>Stop early next time</source>
            <translation>下次启用早停</translation>
        </message>
        <message>
            <source>Stop playing</source>
            <translation>停止播放</translation>
        </message>
        <message>
            <source>Stop the clock and see why</source>
            <translation>让时间停下，看清缘由</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>已停止</translation>
        </message>
        <message>
            <source>Stopped at step {number} of {all}; {done} of {many} done.</source>
            <translation>停在第 {number} 步（共 {all} 步）；已完成 {done}/{many}。</translation>
        </message>
        <message>
            <source>Stopped at step {step} (epoch {epoch}, batch {batch}): a number was no longer finite, but is when the step is taken again: chance decides, as in Dropout. The weights before this step are kept. Try a learning rate of {lr}, or clip the gradients.</source>
            <translation>在第 {step} 步停止（第 {epoch} 轮，批次 {batch}）：某个数不再是有限值，但重做这一步时却是有限的：像 Dropout 那样由随机决定。已保留这一步之前的权重。请尝试学习率 {lr}，或裁剪梯度。</translation>
        </message>
        <message>
            <source>Stopped at step {step} (epoch {epoch}, batch {batch}): the data holds NaN or infinity.</source>
            <translation>在第 {step} 步停止（第 {epoch} 轮，第 {batch} 批）：数据中含有 NaN 或无穷大。</translation>
        </message>
        <message>
            <source>Stopped at step {step} (epoch {epoch}, batch {batch}): the gradient is no longer finite on its way back through “{layer}”, first after “{operation}”. The weights before this step are kept. Try a learning rate of {lr}, or clip the gradients.</source>
            <translation>在第 {step} 步停止（第 {epoch} 轮，批次 {batch}）：梯度在反向经过“{layer}”时不再是有限值，最先出现在运算“{operation}”之后。已保留这一步之前的权重。请尝试学习率 {lr}，或裁剪梯度。</translation>
        </message>
        <message>
            <source>Stopped at step {step} (epoch {epoch}, batch {batch}): the gradient of “{layer}” has grown to {largest}, and its norm is no longer finite. The weights before this step are kept. Try a learning rate of {lr}, or clip the gradients.</source>
            <translation>在第 {step} 步停止（第 {epoch} 轮，批次 {batch}）：“{layer}”的梯度已增大到 {largest}，其范数不再是有限值。已保留这一步之前的权重。请尝试学习率 {lr}，或裁剪梯度。</translation>
        </message>
        <message>
            <source>Stopped at step {step} (epoch {epoch}, batch {batch}): the loss is no longer finite, first after “{operation}”; the output of “{layer}” has grown to {largest}. The weights before this step are kept. Try a learning rate of {lr}, or clip the gradients.</source>
            <translation>在第 {step} 步停止（第 {epoch} 轮，批次 {batch}）：损失不再是有限值，最先出现在运算“{operation}”之后；“{layer}”的输出已增大到 {largest}。已保留这一步之前的权重。请尝试学习率 {lr}，或裁剪梯度。</translation>
        </message>
        <message>
            <source>Stopped at step {step} (epoch {epoch}, batch {batch}): the output of “{layer}” is no longer finite, first after “{operation}”. The weights before this step are kept. Try a learning rate of {lr}, or clip the gradients.</source>
            <translation>在第 {step} 步停止（第 {epoch} 轮，批次 {batch}）：“{layer}”的输出不再是有限值，最先出现在运算“{operation}”之后。已保留这一步之前的权重。请尝试学习率 {lr}，或裁剪梯度。</translation>
        </message>
        <message>
            <source>Stopped before an epoch was over: no weights are known to be best yet.</source>
            <translation>已停止，但还没有完成一轮：尚不知道哪组权重最好。</translation>
        </message>
        <message>
            <source>Stopped by an error</source>
            <translation>因错误停止</translation>
        </message>
        <message>
            <source>Stopped early</source>
            <translation>提前停止</translation>
        </message>
        <message>
            <source>Stopped early after {epochs} epochs: the loss has not improved for {waited}. It was best at epoch {best}.</source>
            <translation>在第 {epochs} 轮提前停止：损失已连续 {waited} 轮没有改善，最佳为第 {best} 轮。</translation>
        </message>
        <message>
            <source>Stopped. The weights are those of epoch {epoch}, the best so far.</source>
            <translation>已停止。当前权重来自第 {epoch} 轮，是目前为止最好的。</translation>
        </message>
        <message>
            <source>Stopping</source>
            <translation>正在停止</translation>
        </message>
        <message>
            <source>Stops when the validation loss has not improved for a number of epochs.</source>
            <translation>验证损失连续若干轮没有改善时停止。</translation>
        </message>
        <message>
            <source>Switch early stopping off</source>
            <translation>关闭早停</translation>
        </message>
        <message>
            <source>Switch light and dark</source>
            <translation>切换浅色与深色</translation>
        </message>
        <message>
            <source>Switch off</source>
            <translation>停用</translation>
        </message>
        <message>
            <source>Switch off or on</source>
            <translation>停用或启用</translation>
        </message>
        <message>
            <source>Switch on</source>
            <translation>启用</translation>
        </message>
        <message>
            <source>Switch the bias off</source>
            <translation>关闭偏置</translation>
        </message>
        <message>
            <source>Switch the weight decay off</source>
            <translation>关闭权重衰减</translation>
        </message>
        <message>
            <source>Switch these {count} layers off</source>
            <translation>停用这 {count} 层</translation>
        </message>
        <message>
            <source>Switch {count} biases off</source>
            <translation>关闭 {count} 个偏置</translation>
        </message>
        <message>
            <source>Switch {count} layers off</source>
            <translation>停用 {count} 层</translation>
        </message>
        <message>
            <source>Switch {count} layers on</source>
            <translation>启用 {count} 层</translation>
        </message>
        <message>
            <source>Switch {layer} off</source>
            <translation>停用 {layer}</translation>
        </message>
        <message>
            <source>Switch {layer} on</source>
            <translation>启用 {layer}</translation>
        </message>
        <message>
            <source>Switched off</source>
            <translation>已停用</translation>
        </message>
        <message>
            <source>TARGET</source>
            <translation>目标</translation>
        </message>
        <message>
            <source>TASK (found from the target)</source>
            <translation>任务（由目标得出）</translation>
        </message>
        <message>
            <source>Tables</source>
            <translation>表格</translation>
        </message>
        <message>
            <source>Tags</source>
            <translation>标签</translation>
        </message>
        <message>
            <source>Tags…</source>
            <translation>标签…</translation>
        </message>
        <message>
            <source>Take 50 steps with the fix and 50 without it, beside the run, and compare</source>
            <translation>在训练之外，采用修正走 50 步，不采用走 50 步，再作比较</translation>
        </message>
        <message>
            <source>Take any row that training never saw</source>
            <translation>任取一行训练中未见过的数据</translation>
        </message>
        <message>
            <source>Take each number as a step</source>
            <translation>把每个数当作一步</translation>
        </message>
        <message>
            <source>Take only the first inputs</source>
            <translation>只取前面的输入</translation>
        </message>
        <message>
            <source>Take only {source}</source>
            <translation>只取 {source}</translation>
        </message>
        <message>
            <source>Take the first output of {source}</source>
            <translation>取 {source} 的第一个输出</translation>
        </message>
        <message>
            <source>Take the mean or the sum over all elements</source>
            <translation>对所有元素取平均或求和</translation>
        </message>
        <message>
            <source>Take the original's value back</source>
            <translation>恢复原模块的值</translation>
        </message>
        <message>
            <source>Take the settings of then</source>
            <translation>采用当时的设置</translation>
        </message>
        <message>
            <source>Take the training samples in a new random order each epoch</source>
            <translation>每轮以新的随机顺序取训练样本</translation>
        </message>
        <message>
            <source>Take {share} of the rows for validation</source>
            <translation>取 {share} 的样本用于验证</translation>
        </message>
        <message>
            <source>Takes each error's size: outliers pull less than with MSE.</source>
            <translation>取每个误差的绝对值：离群值的影响小于 MSE。</translation>
        </message>
        <message>
            <source>Takes one place of a dimension, such as the class token, and drops the dimension.</source>
            <translation>取出某一维度的一个位置（例如类别标记），并去掉该维度。</translation>
        </message>
        <message>
            <source>Takes the current row away</source>
            <translation>删除当前行</translation>
        </message>
        <message>
            <source>Takes the largest values of a picture of any size, a given number.</source>
            <translation>从任意大小的图像中取最大值，输出给定大小。</translation>
        </message>
        <message>
            <source>Takes the largest values of a sequence of any length.</source>
            <translation>从任意长度的序列中取出指定数量的最大值。</translation>
        </message>
        <message>
            <source>Takes the largest values of a volume of any size.</source>
            <translation>从任意大小的体数据中取出指定数量的最大值。</translation>
        </message>
        <message>
            <source>Takes the original's value back</source>
            <translation>恢复原模块的值</translation>
        </message>
        <message>
            <source>Takes the p-norm of each window of a picture: between mean and maximum.</source>
            <translation>取图像每个窗口的 p 范数：介于平均值与最大值之间。</translation>
        </message>
        <message>
            <source>Takes the p-norm of each window of a sequence: between mean and maximum.</source>
            <translation>取序列每个窗口的 p 范数：介于平均值与最大值之间。</translation>
        </message>
        <message>
            <source>Takes the p-norm of each window of a volume: between mean and maximum.</source>
            <translation>取体数据每个窗口的 p 范数：介于平均值与最大值之间。</translation>
        </message>
        <message>
            <source>Takes the second input away from the first, number by number.</source>
            <translation>逐个数用第一个输入减去第二个输入。</translation>
        </message>
        <message>
            <source>Takes this input away from {layer}</source>
            <translation>从 {layer} 去掉这个输入</translation>
        </message>
        <message>
            <source>Target</source>
            <translation>目标</translation>
        </message>
        <message>
            <source>Target scaled</source>
            <translation>目标已缩放</translation>
        </message>
        <message>
            <source>Target: the network predicts it</source>
            <translation>目标：由网络预测</translation>
        </message>
        <message>
            <source>Task</source>
            <translation>任务</translation>
        </message>
        <message>
            <source>Templates</source>
            <translation>模板</translation>
        </message>
        <message>
            <source>Templates…</source>
            <translation>模板…</translation>
        </message>
        <message>
            <source>Temporal CNN</source>
            <translation>时序 CNN</translation>
        </message>
        <message>
            <source>Tensor</source>
            <translation>张量</translation>
        </message>
        <message>
            <source>Tensors of “{file}” that have the shapes of {layer}:</source>
            <translation>“{file}”中与 {layer} 形状相符的张量：</translation>
        </message>
        <message>
            <source>Term {number}</source>
            <translation>第 {number} 项</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>测试</translation>
        </message>
        <message>
            <source>Text tables ({patterns})</source>
            <translation>文本表格 ({patterns})</translation>
        </message>
        <message>
            <source>The activation and its derivative</source>
            <translation>激活函数及其导数</translation>
        </message>
        <message>
            <source>The activation that follows</source>
            <translation>其后的激活函数</translation>
        </message>
        <message>
            <source>The activations between the layers are left out.</source>
            <translation>层与层之间的激活函数被去掉。</translation>
        </message>
        <message>
            <source>The answer to “{ask}” must be the place of a choice, from 1 to {last}.</source>
            <translation>“{ask}”的答案必须是选项的序号，从 1 到 {last}。</translation>
        </message>
        <message>
            <source>The block “{block}” can't stand inside a copy of itself.</source>
            <translation>模块“{block}”不能放进它自己的副本里。</translation>
        </message>
        <message>
            <source>The check of “{name}” asks for nothing. Give it equals, at_least or at_most.</source>
            <translation>对“{name}”的检查没有要求。请给出 equals、at_least 或 at_most。</translation>
        </message>
        <message>
            <source>The classic network for handwritten digits.</source>
            <translation>识别手写数字的经典网络。</translation>
        </message>
        <message>
            <source>The clipboard holds no layers. Copy some layers first.</source>
            <translation>剪贴板中没有层。请先复制一些层。</translation>
        </message>
        <message>
            <source>The clipboard holds something that is no block.</source>
            <translation>剪贴板中的内容不是模块。</translation>
        </message>
        <message>
            <source>The clipboard holds something that is no layer.</source>
            <translation>剪贴板中的内容不是层。</translation>
        </message>
        <message>
            <source>The clipboard holds {count} layers; at most {most} can be pasted at once.</source>
            <translation>剪贴板里有 {count} 层；一次最多可粘贴 {most} 层。</translation>
        </message>
        <message>
            <source>The column that the network learns to predict</source>
            <translation>网络要学会预测的列</translation>
        </message>
        <message>
            <source>The columns of {file} are not known yet. Open it on the Data page.</source>
            <translation>还不知道 {file} 有哪些列。请在“数据”页中打开它。</translation>
        </message>
        <message>
            <source>The confusion matrix appears after the first epoch.</source>
            <translation>混淆矩阵在第一轮结束后出现。</translation>
        </message>
        <message>
            <source>The copies of a block can't follow this: one would have to stand inside itself, or two would have to be different. Unlink one of them first.</source>
            <translation>模块的副本无法跟随这一改动：其中一个将不得不包含它自己，或者两个副本将互不相同。请先取消其中一个的链接。</translation>
        </message>
        <message>
            <source>The cosine of the angle between two vectors: how alike two branches are, from −1 to 1.</source>
            <translation>两个向量夹角的余弦：两个分支有多相似，从 −1 到 1。</translation>
        </message>
        <message>
            <source>The data lies outside the project's folder: {path}. Move it there, so that both can be moved together.</source>
            <translation>数据位于项目文件夹之外：{path}。请把它移到项目文件夹中，以便一起移动。</translation>
        </message>
        <message>
            <source>The disk with the file of runs, {file}, is full. Free some space.</source>
            <translation>运行记录文件 {file} 所在的磁盘已满。请腾出一些空间。</translation>
        </message>
        <message>
            <source>The earlier moments of the run in “{file}” can't be read and were left out. All else is there.</source>
            <translation>无法读取“{file}”中运行的先前时刻，已将其略去。其余内容都在。</translation>
        </message>
        <message>
            <source>The features are not scaled and reach {largest}: layers start with weights for numbers about 1.</source>
            <translation>特征未缩放，最大达到 {largest}：各层的初始权重是为 1 左右的数值准备的。</translation>
        </message>
        <message>
            <source>The features are not scaled, and the spread of one is {ratio} times that of another: steps that suit one are wrong for the other.</source>
            <translation>特征未缩放，其中一个的标准差是另一个的 {ratio} 倍：适合其中一个的步长对另一个并不合适。</translation>
        </message>
        <message>
            <source>The file of runs was damaged. It lies beside the new one as {aside}; the list begins anew.</source>
            <translation>运行记录文件已损坏。它以 {aside} 之名放在新文件旁边；列表重新开始。</translation>
        </message>
        <message>
            <source>The file of runs, {file}, can't be opened or written: see whether its folder is there and is yours.</source>
            <translation>无法打开或写入运行记录文件 {file}：请检查它所在的文件夹是否存在、是否归您所有。</translation>
        </message>
        <message>
            <source>The file of runs, {file}, can't be used: {reason}.</source>
            <translation>无法使用运行记录文件 {file}：{reason}。</translation>
        </message>
        <message>
            <source>The file of runs, {file}, has version {found}; this Netwright knows versions up to {known}. Use a newer Netwright, or another file.</source>
            <translation>运行记录文件 {file} 的版本是 {found}；此 Netwright 只认识到版本 {known}。请使用更新的 Netwright，或另选文件。</translation>
        </message>
        <message>
            <source>The file of runs, {file}, is damaged and can't be put aside: {reason}.</source>
            <translation>运行记录文件 {file} 已损坏，且无法移到一旁：{reason}。</translation>
        </message>
        <message>
            <source>The file of runs, {file}, is damaged.</source>
            <translation>运行记录文件 {file} 已损坏。</translation>
        </message>
        <message>
            <source>The file of runs, {file}, was deleted.</source>
            <translation>运行记录文件 {file} 已被删除。</translation>
        </message>
        <message>
            <source>The first curves appear with the first step.</source>
            <translation>第一步完成后即会出现曲线。</translation>
        </message>
        <message>
            <source>The folder for the runs, {folder}, can't be made: {reason}.</source>
            <translation>无法创建存放运行记录的文件夹 {folder}：{reason}。</translation>
        </message>
        <message>
            <source>The gradient explodes on its way back: its norm is {norm} here, and {before} at the last layer.</source>
            <translation>梯度在反向传播中爆炸：这里的范数为 {norm}，最后一层为 {before}。</translation>
        </message>
        <message>
            <source>The gradient explodes: its norm has grown from {before} to {norm} while the loss rose.</source>
            <translation>梯度爆炸：其范数从 {before} 增大到 {norm}，同时损失上升。</translation>
        </message>
        <message>
            <source>The gradient is within the bound, so that nothing changes.</source>
            <translation>梯度没有超过上限，因此什么都不变。</translation>
        </message>
        <message>
            <source>The gradient of a batch is the direction that all rows agree on, plus chance. The noise scale (McCandlish and others, 2018) is the number of rows at which the two weigh the same. With batches far below it most of a step is chance. That is fine early in a run; where the loss no longer falls, larger batches or a lower learning rate bring it further.</source>
            <translation>一个批次的梯度是所有行共同的方向加上偶然成分。噪声尺度（McCandlish 等，2018）是两者相等时的行数。批次远小于它时，一步的大部分是偶然的。这在训练初期无妨；当损失不再下降时，更大的批次或更低的学习率能更进一步。</translation>
        </message>
        <message>
            <source>The gradient of a weight is proportional to its feature. With features of very different sizes one learning rate is too large for some weights and too small for others, and large inputs drive saturating activations to their ends.</source>
            <translation>权重的梯度与它的特征成正比。如果特征大小相差悬殊，同一个学习率对有些权重太大，对另一些又太小；过大的输入还会把会饱和的激活函数推到两端。</translation>
        </message>
        <message>
            <source>The gradient says which way is down at the point where it is taken, not how far. A step that is too long lands on the other side of the valley, higher than before.</source>
            <translation>梯度只说明在当前这一点哪边是下坡，并不说明能走多远。步子太长就会落到山谷的另一侧，比原来还高。</translation>
        </message>
        <message>
            <source>The input stays at the top.</source>
            <translation>输入固定在最上方。</translation>
        </message>
        <message>
            <source>The input stays outside of blocks. Select the layers below it.</source>
            <translation>输入层不能放进模块。请选择它下面的层。</translation>
        </message>
        <message>
            <source>The inputs do not fit in memory: column “{column}” alone becomes {width} of them. Ignore it, or use fewer rows.</source>
            <translation>内存放不下这些输入：仅列“{column}”就产生 {width} 个。请忽略该列，或减少行数。</translation>
        </message>
        <message>
            <source>The inputs share a sample: they take {parts} of its numbers, {total} in all, but the data has {given}. Change the shape of an input.</source>
            <translation>各输入层分享一个样本：它们依次取 {parts} 个数值，共 {total} 个，而数据有 {given} 个。请修改某个输入层的形状。</translation>
        </message>
        <message>
            <source>The kernel of {kind} is {kernel}, but the input is only {found}. Choose a smaller kernel_size, more padding, or fewer pooling layers before it.</source>
            <translation>{kind} 的核大小为 {kernel}，但输入只有 {found}。请选择更小的 kernel_size、更大的 padding，或减少前面的池化层。</translation>
        </message>
        <message>
            <source>The kernel of {kind} reaches over {kernel} with its dilation, but the input is only {found}. Choose a smaller kernel_size or dilation, or more padding.</source>
            <translation>{kind} 的核在 dilation 下覆盖 {kernel}，但输入只有 {found}。请选择更小的 kernel_size 或 dilation，或更大的 padding。</translation>
        </message>
        <message>
            <source>The kernel of “{layer}” is {kernel} over a map of {sizes}: its outer weights meet nothing but padding.</source>
            <translation>“{layer}”的卷积核为 {kernel}，而特征图只有 {sizes}：核外围的权重只能碰到填充值。</translation>
        </message>
        <message>
            <source>The labels are random: the network learns them by heart and nothing more.</source>
            <translation>标签是随机的：网络只是死记硬背，别无所得。</translation>
        </message>
        <message>
            <source>The last batch of an epoch has a single row, in which “{layer}” finds no spread: {rows} rows leave 1 over in batches of {size}.</source>
            <translation>每轮的最后一批只有一个样本，“{layer}”无法从中求出标准差：{rows} 个样本按每批 {size} 个划分后余 1 个。</translation>
        </message>
        <message>
            <source>The layers on the clipboard are of version {found}, but this program reads {known}. Copy them from the same version of the program.</source>
            <translation>剪贴板中的层是版本 {found} 的，而本程序读取版本 {known}。请从同一版本的程序中复制。</translation>
        </message>
        <message>
            <source>The layers stand in another order</source>
            <translation>各层的顺序不同</translation>
        </message>
        <message>
            <source>The learning rate is a hundred times as large.</source>
            <translation>学习率是原来的一百倍。</translation>
        </message>
        <message>
            <source>The learning rate is {wrong} instead of {right}.</source>
            <translation>学习率是 {wrong}，而不是 {right}。</translation>
        </message>
        <message>
            <source>The learning rate stays as it is.</source>
            <translation>学习率保持不变。</translation>
        </message>
        <message>
            <source>The lesson “{file}” can't be opened. {reason}</source>
            <translation>无法打开课程“{file}”。{reason}</translation>
        </message>
        <message>
            <source>The lesson “{file}” names the project “{project}”. Give it a project file in the same folder, or one of the examples: {examples}.</source>
            <translation>课程“{file}”指定的项目是“{project}”。请指定同一文件夹中的项目文件，或一个示例：{examples}。</translation>
        </message>
        <message>
            <source>The logarithm of softmax, exact for large numbers; goes with the NLL loss.</source>
            <translation>softmax 的对数，数值很大时仍然精确；与 NLL 损失搭配使用。</translation>
        </message>
        <message>
            <source>The logarithm of the sigmoid, exact where the sigmoid would be 0.</source>
            <translation>sigmoid 的对数，在 sigmoid 将为 0 之处仍然精确。</translation>
        </message>
        <message>
            <source>The loss around the weights and the way that training walks: exactly for one number or two, else on the plane of the way’s main directions.</source>
            <translation>权重周围的损失以及训练走过的轨迹：只学一两个数时精确绘制，否则绘在轨迹主方向构成的平面上。</translation>
        </message>
        <message>
            <source>The loss becomes a weighted sum of several</source>
            <translation>损失变为多项的加权和</translation>
        </message>
        <message>
            <source>The loss came down and then stopped. If it is low enough, the work is done. Otherwise the steps may be too long for the last part of the way: a learning rate that falls when the loss stops falling often brings a second drop. If that does not help, the network has reached what it can do: give it more room, or better features.</source>
            <translation>损失下降后停住了。如果已经足够低，就完成了。否则可能是步子对最后一段路来说太大：在损失停止下降时降低学习率，往往会带来第二次下降。如果无效，说明网络已到极限：给它更大的容量或更好的特征。</translation>
        </message>
        <message>
            <source>The loss does not depend on this layer, or what lies behind it has slope 0 everywhere: a dead ReLU, a saturated activation, weights that are all 0, or an output that no loss term looks at. Follow the layer towards the output in Step-through: the first gradient that is 0 shows where it gets lost.</source>
            <translation>损失与这一层无关，或者它后面处处斜率为 0：死亡的 ReLU、饱和的激活、全为 0 的权重，或没有任何损失项使用的输出。请在“逐步”页从这一层向输出方向查看：第一个为 0 的梯度就是丢失之处。</translation>
        </message>
        <message>
            <source>The loss goes up and down around a value instead of settling. Each step overshoots, or each batch pulls in another direction. A smaller learning rate shortens the steps; larger batches make their directions agree; a schedule that lowers the rate late in the run does both jobs.</source>
            <translation>损失围绕某个值上下波动而不稳定下来。要么每一步都越过了头，要么每个批次拉向不同方向。减小学习率可缩短步子；更大的批次使方向一致；在训练后期降低学习率的调度两者兼得。</translation>
        </message>
        <message>
            <source>The loss has a corner here: its slope is {below} below this number and {above} above it. PyTorch takes that of one side.</source>
            <translation>损失在这里有一个拐角：在这个数以下斜率是 {below}，以上是 {above}。PyTorch 取其中一侧的斜率。</translation>
        </message>
        <message>
            <source>The loss is no finite number here, so that there is no finite difference beside it.</source>
            <translation>这里的损失不是有限的数，因此没有有限差分可供对照。</translation>
        </message>
        <message>
            <source>The loss is no number anywhere around here. See on the cards where the first NaN or infinity comes from.</source>
            <translation>这附近的损失都不是有效数字。请在卡片上查看第一个 NaN 或无穷大来自哪里。</translation>
        </message>
        <message>
            <source>The loss is still coming down by more than two hundredths of what it has gained in all. As long as validation loss falls with it, more epochs bring a better network.</source>
            <translation>损失仍在下降，幅度超过总降幅的百分之二。只要验证损失随之下降，更多的轮数就会带来更好的网络。</translation>
        </message>
        <message>
            <source>The loss looks at “{output}”, which is not an output of the network.</source>
            <translation>损失使用“{output}”，但它不是网络的输出。</translation>
        </message>
        <message>
            <source>The loss of this batch, all other weights as they are. A click on a weight of the page draws over it, Ctrl+click over a second one as well.</source>
            <translation>这一批次的损失，其他权重保持不变。点击页面上的权重即可改画它，按住 Ctrl 点击可再加一个。</translation>
        </message>
        <message>
            <source>The loss surface appears after a few steps of training.</source>
            <translation>训练几步之后才会出现损失曲面。</translation>
        </message>
        <message>
            <source>The loss takes its own softmax of numbers that already lie between 0 and 1. Even a network that is entirely sure then looks unsure, the loss can't fall to 0, and the gradient that comes back through both is small: it learns slowly.</source>
            <translation>损失会对已经在 0 和 1 之间的数再取一次 softmax。这样即使网络十分确定，看起来也不确定，损失降不到 0，经过两次 softmax 传回的梯度也很小：学得很慢。</translation>
        </message>
        <message>
            <source>The loss was still falling at the end: from {before} to {now} in the last {count} epochs.</source>
            <translation>结束时损失仍在下降：最近 {count} 轮从 {before} 到 {now}。</translation>
        </message>
        <message>
            <source>The mean loss of the last {last} of {steps} steps is {right} done right, {wrong} with the mistake.</source>
            <translation>共 {steps} 步，最后 {last} 步的平均损失：正确做法为 {right}，犯错时为 {wrong}。</translation>
        </message>
        <message>
            <source>The mistake is made already: this project does not scale its features. Scale them on the Data page, then try again.</source>
            <translation>这个错误已经存在：本项目没有缩放特征。请先在“数据”页缩放特征，再来试。</translation>
        </message>
        <message>
            <source>The mistake is made already: this project does not shuffle its rows. Let it shuffle them in the Training tab, then try again.</source>
            <translation>这个错误已经存在：本项目不打乱各行的顺序。请先在“训练”标签页勾选“打乱顺序”，再来试。</translation>
        </message>
        <message>
            <source>The mistake is made already: “{layer}” stands before a loss that contains a {kind}. Remove it, then try again.</source>
            <translation>这个错误已经存在：“{layer}”后面的损失本身就含有 {kind}。请先删除这一层，再来试。</translation>
        </message>
        <message>
            <source>The network as it was after step {steps} can't be read from “{file}” and was left out. All else is there.</source>
            <translation>无法从“{file}”读取第 {steps} 步之后的网络，已将其略去。其余内容都在。</translation>
        </message>
        <message>
            <source>The network as it was after step {step} can't be read back: {reason}.</source>
            <translation>无法读回第 {step} 步之后的网络：{reason}。</translation>
        </message>
        <message>
            <source>The network as it was after step {step} is no longer kept.</source>
            <translation>第 {step} 步之后的网络已不再保留。</translation>
        </message>
        <message>
            <source>The network can't be built: {reason}.</source>
            <translation>无法构建网络：{reason}。</translation>
        </message>
        <message>
            <source>The network does not have the layer of these weights now, so they can't be put in. Undo the edits since then first.</source>
            <translation>网络中现在没有这些权重所属的层，因此无法放入。请先撤销此后的修改。</translation>
        </message>
        <message>
            <source>The network ends in a softmax (or sigmoid) of its own, before a loss that contains one.</source>
            <translation>网络自己以 softmax（或 sigmoid）结尾，而后面的损失里已经有一个。</translation>
        </message>
        <message>
            <source>The network fits</source>
            <translation>网络与数据相符</translation>
        </message>
        <message>
            <source>The network goes on learning its training rows by heart: train loss falls, but on rows it has never seen it gets worse. The best weights so far are kept. To do better: stop early, add Dropout or weight decay, make the network smaller, or get more rows. Of these, more rows help most.</source>
            <translation>网络在继续死记训练行：训练损失下降，但在从未见过的行上变差。目前最好的权重已保留。要做得更好：提前停止，加入 Dropout 或权重衰减，缩小网络，或获取更多的行。其中更多的行最有效。</translation>
        </message>
        <message>
            <source>The network has no input. Add an Input layer at the top.</source>
            <translation>网络没有输入。请在最上方添加一个 Input 层。</translation>
        </message>
        <message>
            <source>The network has no output. Add a layer after the input.</source>
            <translation>网络没有输出。请在输入之后添加一层。</translation>
        </message>
        <message>
            <source>The network has nothing to learn. Add a layer with weights, such as Linear.</source>
            <translation>网络没有可学习的参数。请添加带权重的层，例如 Linear。</translation>
        </message>
        <message>
            <source>The network has {parameters} weights for {rows} training rows: it can learn them by heart instead of what they have in common.</source>
            <translation>网络有 {parameters} 个权重，而训练样本只有 {rows} 个：它可能死记样本，而不是学到它们的共性。</translation>
        </message>
        <message>
            <source>The network on screen can't work as it is, so its weights can't be changed. Mend what its cards say first.</source>
            <translation>屏幕上的网络目前无法工作，因此不能修改权重。请先修正卡片上指出的问题。</translation>
        </message>
        <message>
            <source>The network says “{name}” for {share} of the rows; only {true} are of that class.</source>
            <translation>网络对 {share} 的行回答“{name}”，而只有 {true} 属于该类。</translation>
        </message>
        <message>
            <source>The network that is being trained has no such dropout layer.</source>
            <translation>正在训练的网络没有这样的 Dropout 层。</translation>
        </message>
        <message>
            <source>The new weight</source>
            <translation>新的权重</translation>
        </message>
        <message>
            <source>The next step can be walked in a moment.</source>
            <translation>马上就可以逐步查看下一步。</translation>
        </message>
        <message>
            <source>The number</source>
            <translation>该数</translation>
        </message>
        <message>
            <source>The numbers do not fit {weight}, which is {shape} now.</source>
            <translation>这些数值与 {weight} 不符，它现在的形状是 {shape}。</translation>
        </message>
        <message>
            <source>The optimizer does not move {tensor}: it is no weight that learns, or its layer is frozen.</source>
            <translation>优化器不会改变 {tensor}：它不是可学习的权重，或它所在的层已冻结。</translation>
        </message>
        <message>
            <source>The order of the classes is the same with one softmax or two, so that accuracy may suffer little; the loss and its gradients are still not those that are meant.</source>
            <translation>取一次还是两次 softmax，类别的排序都一样，因此准确率可能受影响不大；但损失和梯度仍不是本来想要的。</translation>
        </message>
        <message>
            <source>The output is the logarithm of the expected count, else the count itself</source>
            <translation>输出是期望计数的对数，否则是计数本身</translation>
        </message>
        <message>
            <source>The path of a file can't hold a zero character: choose the file.</source>
            <translation>文件路径不能含有零字符：请选择文件。</translation>
        </message>
        <message>
            <source>The path “{path}” leads nowhere at “{step}”. There is: {known}.</source>
            <translation>路径“{path}”中的“{step}”不存在。可用的有：{known}。</translation>
        </message>
        <message>
            <source>The point z</source>
            <translation>点 z</translation>
        </message>
        <message>
            <source>The points of this run in {file} are damaged.</source>
            <translation>{file} 中此运行的数据点已损坏。</translation>
        </message>
        <message>
            <source>The project has this fix by now: there is nothing to compare.</source>
            <translation>项目已经采用了这项修正：没有可比较的。</translation>
        </message>
        <message>
            <source>The project of this run can't be read: {reason}</source>
            <translation>无法读取此运行的项目：{reason}</translation>
        </message>
        <message>
            <source>The question “{ask}” has {many} choices, and {chinese} of them in Chinese.</source>
            <translation>问题“{ask}”有 {many} 个选项，其中 {chinese} 个有中文。</translation>
        </message>
        <message>
            <source>The question “{ask}” needs either an answer or a cell, and not both.</source>
            <translation>问题“{ask}”需要 answer 或 cell，二者取一。</translation>
        </message>
        <message>
            <source>The rows are sorted by class and are not shuffled: each batch teaches one class and forgets the others.</source>
            <translation>样本按类别排序且未打乱：每一批只教一个类别，同时忘掉其他类别。</translation>
        </message>
        <message>
            <source>The rows are split in the order of the file, and no training row is of class “{name}”.</source>
            <translation>样本按文件中的顺序划分，训练样本中没有类别“{name}”。</translation>
        </message>
        <message>
            <source>The rows as pictures</source>
            <translation>以图像显示的数据行</translation>
        </message>
        <message>
            <source>The rows have no column “{column}”, the target.</source>
            <translation>这些行里没有目标列“{column}”。</translation>
        </message>
        <message>
            <source>The rows have no column “{column}”. Needed are: {needed}.</source>
            <translation>数据中没有列“{column}”。需要的列：{needed}。</translation>
        </message>
        <message>
            <source>The run began with other layers. Press Stop if it goes on, then Train.</source>
            <translation>这次训练开始时用的是别的层。如果它还在进行，请先按“停止”，再按“训练”。</translation>
        </message>
        <message>
            <source>The run can't go on from step {step}: the network or the data has been edited since. Undo the edits, then go back again.</source>
            <translation>无法从第 {step} 步继续：网络或数据此后已被编辑。请撤销编辑，然后再次返回。</translation>
        </message>
        <message>
            <source>The run ends at its starting rate divided by this</source>
            <translation>结束时的学习率为起始学习率除以此值</translation>
        </message>
        <message>
            <source>The run goes on with another {what} ({now} instead of {before}): its figures may differ in their last digits.</source>
            <translation>训练将以不同的{what}继续（现为 {now}，原为 {before}）：数值的末几位可能不同。</translation>
        </message>
        <message>
            <source>The run goes on, but is not recorded for now: {reason} What is missing is written as soon as that is mended.</source>
            <translation>训练继续进行，但暂时没有记录：{reason} 问题解决后会补上缺少的部分。</translation>
        </message>
        <message>
            <source>The run has not begun anew with these settings.</source>
            <translation>还没有用这些设置重新开始训练。</translation>
        </message>
        <message>
            <source>The run starts at the peak rate divided by this</source>
            <translation>起始学习率为峰值学习率除以此值</translation>
        </message>
        <message>
            <source>The run uses: {settings}.</source>
            <translation>此次运行使用：{settings}。</translation>
        </message>
        <message>
            <source>The run was discarded: weights and curves are as they were before it.</source>
            <translation>已丢弃此次运行：权重和曲线都与它开始之前相同。</translation>
        </message>
        <message>
            <source>The run was left within an epoch over other training rows than there are now ({rows}). Bring the data back as it was, or start the run anew.</source>
            <translation>训练中断于某一轮之中，当时的训练行与现在（{rows} 行）不同。请恢复原来的数据，或重新开始训练。</translation>
        </message>
        <message>
            <source>The same neuron judged by each output and by the sum of all outputs.</source>
            <translation>同一个神经元，既看每个输出，也看所有输出之和。</translation>
        </message>
        <message>
            <source>The same neuron with MSE and MAE together: each term has its share of the gradient.</source>
            <translation>同一个神经元同时使用 MSE 和 MAE：每一项各占一部分梯度。</translation>
        </message>
        <message>
            <source>The same number everywhere.</source>
            <translation>处处为同一个数。</translation>
        </message>
        <message>
            <source>The saved figures of the epoch belong to another task.</source>
            <translation>已保存的本轮统计属于另一种任务。</translation>
        </message>
        <message>
            <source>The saved state of the random generator “{name}” is none.</source>
            <translation>已保存的随机数生成器“{name}”的状态无效。</translation>
        </message>
        <message>
            <source>The saved training state belongs to another network or optimizer.</source>
            <translation>已保存的训练状态属于另一个网络或优化器。</translation>
        </message>
        <message>
            <source>The saved training state belongs to another {what}. Start the run anew, or undo the change of the {what}.</source>
            <translation>已保存的训练状态属于另一个{what}。请重新开始训练，或撤销对{what}的更改。</translation>
        </message>
        <message>
            <source>The schedule waits {wait} epochs before it lowers the learning rate, but the run has only {epochs}.</source>
            <translation>学习率调度要等 {wait} 轮才降低学习率，但训练只有 {epochs} 轮。</translation>
        </message>
        <message>
            <source>The second backward() goes through, and adds the same gradients once more.</source>
            <translation>第二次 backward() 执行成功，把同样的梯度又加了一遍。</translation>
        </message>
        <message>
            <source>The second backward() of the first step raises an error. PyTorch says:</source>
            <translation>第一步的第二次 backward() 报错。PyTorch 的提示是：</translation>
        </message>
        <message>
            <source>The shares of the terms appear with the first step.</source>
            <translation>第一步完成后即会出现各项的比例。</translation>
        </message>
        <message>
            <source>The shares of training, validation and test rows must add up to 1 with some rows for training, not {train} + {validation} + {test}.</source>
            <translation>训练、验证和测试行的比例之和必须为 1，且训练不能为 0；现为 {train} + {validation} + {test}。</translation>
        </message>
        <message>
            <source>The size is right; look at the sign.</source>
            <translation>大小对了，再看看符号。</translation>
        </message>
        <message>
            <source>The speed appears with the first steps.</source>
            <translation>最初几步之后即会出现速度。</translation>
        </message>
        <message>
            <source>The step has come to {phase}: answers of later phases stay empty. Go on to step first for all of them.</source>
            <translation>这一步走到了 {phase}：后面阶段的答案会留空。先走完 step，即可得到全部答案。</translation>
        </message>
        <message>
            <source>The step has not come to this number yet. Walk on to it first.</source>
            <translation>这一步还没有走到这个数。请先走到那里。</translation>
        </message>
        <message>
            <source>The step has not come to {tensor} yet.</source>
            <translation>这一步还没有走到 {tensor}。</translation>
        </message>
        <message>
            <source>The step is in its phase {phase}.</source>
            <translation>这一步正处于 {phase} 阶段。</translation>
        </message>
        <message>
            <source>The step that was taken</source>
            <translation>实际走的一步</translation>
        </message>
        <message>
            <source>The sum of all gradients so far happened to point the right way here. It seldom does for long.</source>
            <translation>到目前为止全部梯度之和在这里恰好指向了正确的方向。这很少能持久。</translation>
        </message>
        <message>
            <source>The target is made of classes; the confusion matrix shows them.</source>
            <translation>目标由类别组成，请看混淆矩阵。</translation>
        </message>
        <message>
            <source>The target reaches about {size}, while outputs start near 0: scaled, it is learnt much sooner, and figures are still shown in its unit.</source>
            <translation>目标值约达 {size}，而输出从 0 附近开始：缩放后学得快得多，各项数值仍按原单位显示。</translation>
        </message>
        <message>
            <source>The task is {task}, but column “{column}” is read for {found}: change the task or the type of the column.</source>
            <translation>任务是 {task}，但列“{column}”按 {found} 读取：请更改任务或该列的类型。</translation>
        </message>
        <message>
            <source>The time of an epoch is measured once the network can be trained.</source>
            <translation>网络可以训练后会测量每轮用时。</translation>
        </message>
        <message>
            <source>The trained weights of {kept} were kept; those of {fresh} are new.</source>
            <translation>已保留 {kept} 训练过的权重；{fresh} 重新初始化。</translation>
        </message>
        <message>
            <source>The validation loss after {steps} steps is {right} done right, {wrong} with the mistake.</source>
            <translation>{steps} 步后的验证损失：正确做法为 {right}，犯错时为 {wrong}。</translation>
        </message>
        <message>
            <source>The weights are no longer in “{file}”: another program changed it. Open the file again, or save the project without weights.</source>
            <translation>“{file}”中已没有这些权重：它被其他程序改动过。请重新打开该文件，或保存不含权重的项目。</translation>
        </message>
        <message>
            <source>The weights are untrained: this is what chance gives. Press Train to make it better.</source>
            <translation>权重尚未训练：结果只是随机的。按“训练”使其变好。</translation>
        </message>
        <message>
            <source>The weights do not fit the network (– missing, ? unknown, ≠ other shape): {faults}.</source>
            <translation>权重与网络不匹配（– 缺失，? 未知，≠ 形状不同）：{faults}。</translation>
        </message>
        <message>
            <source>The weights have not moved yet, so there is no way to draw.</source>
            <translation>权重还没有移动过，没有可画的轨迹。</translation>
        </message>
        <message>
            <source>The weights here</source>
            <translation>权重当前位置</translation>
        </message>
        <message>
            <source>The weights in “{file}” can't be used: {reason}. Choose a .safetensors file, or a .pt file with nothing but a state dict.</source>
            <translation>无法使用“{file}”中的权重：{reason}。请选择 .safetensors 文件，或只含 state dict 的 .pt 文件。</translation>
        </message>
        <message>
            <source>The weights of a deleted run are still in {file}: {reason}.</source>
            <translation>已删除运行的权重仍在 {file} 中：{reason}。</translation>
        </message>
        <message>
            <source>The weights of run {number} were not kept.</source>
            <translation>没有保存运行 {number} 的权重。</translation>
        </message>
        <message>
            <source>The weights of this run were not kept. Its project is open, to be trained anew.</source>
            <translation>此运行的权重没有保存。已打开它的项目，可以重新训练。</translation>
        </message>
        <message>
            <source>The weights of this run were not kept. Its project is open, to be trained anew. It had ended so: {reason}</source>
            <translation>此运行的权重没有保存。已打开它的项目，可以重新训练。它当时是这样结束的：{reason}</translation>
        </message>
        <message>
            <source>The whole network</source>
            <translation>整个网络</translation>
        </message>
        <message>
            <source>The {split} split has no rows. Give it a share on the Data page.</source>
            <translation>{split}集没有数据行。请在“数据”页为它分配比例。</translation>
        </message>
        <message>
            <source>The {what} is {value}; above {bound} is wanted.</source>
            <translation>{what}为 {value}；要求高于 {bound}。</translation>
        </message>
        <message>
            <source>The {what} is {value}; below {bound} is wanted.</source>
            <translation>{what}为 {value}；要求低于 {bound}。</translation>
        </message>
        <message>
            <source>Theme</source>
            <translation>主题</translation>
        </message>
        <message>
            <source>Then: {settings}</source>
            <translation>当时：{settings}</translation>
        </message>
        <message>
            <source>There are no rows to paste: copy some, one line each.</source>
            <translation>没有可粘贴的行：请先复制一些，每行一条。</translation>
        </message>
        <message>
            <source>There are no validation rows to count. The Data page can split some off.</source>
            <translation>没有可统计的验证行。可在“数据”页中划分出一部分。</translation>
        </message>
        <message>
            <source>There are no validation rows. Give them a share on the Data page to see this.</source>
            <translation>没有验证行。请在“数据”页给验证集分配一些行，才能看到这一点。</translation>
        </message>
        <message>
            <source>There are too many input numbers to find their main directions.</source>
            <translation>输入数值太多，无法求出主方向。</translation>
        </message>
        <message>
            <source>There is no built-in data set called “{name}”. There are: {known}.</source>
            <translation>没有名为“{name}”的内置数据集。可用的有：{known}。</translation>
        </message>
        <message>
            <source>There is no data set called “{name}”.</source>
            <translation>没有名为“{name}”的数据集。</translation>
        </message>
        <message>
            <source>There is no data to train on yet. Open a file or an example on the Data page.</source>
            <translation>还没有可供训练的数据。请在“数据”页打开文件或示例。</translation>
        </message>
        <message>
            <source>There is no file of runs {file}.</source>
            <translation>没有运行记录文件 {file}。</translation>
        </message>
        <message>
            <source>There is no file {path}: it was moved or renamed. Choose it again.</source>
            <translation>文件 {path} 不存在：它已被移动或重命名。请重新选择。</translation>
        </message>
        <message>
            <source>There is no file {path}: it was moved, renamed or deleted. Choose it again.</source>
            <translation>文件 {path} 不存在：它已被移动、重命名或删除。请重新选择。</translation>
        </message>
        <message>
            <source>There is no generated data set called “{name}”. There are: {known}.</source>
            <translation>没有名为“{name}”的生成数据集。可用的有：{known}。</translation>
        </message>
        <message>
            <source>There is no learnable number {name}.</source>
            <translation>没有可学习的数 {name}。</translation>
        </message>
        <message>
            <source>There is no network to ask yet.</source>
            <translation>还没有可查询的网络。</translation>
        </message>
        <message>
            <source>There is no output {port} to connect to; it has {count}.</source>
            <translation>没有可连接的第 {port} 个输出；它共有 {count} 个。</translation>
        </message>
        <message>
            <source>There is no run {name}. `runs` lists them.</source>
            <translation>没有运行 {name}。`runs` 会列出所有运行。</translation>
        </message>
        <message>
            <source>There is no run {run} any more.</source>
            <translation>运行 {run} 已不存在。</translation>
        </message>
        <message>
            <source>There is no such row. The rows are 0 to {last}.</source>
            <translation>没有这一行。行号为 0 到 {last}。</translation>
        </message>
        <message>
            <source>There is no text encoding called “{name}”. Leave it empty to have it found, or use utf-8, utf-16, gb18030 or latin-1.</source>
            <translation>没有名为“{name}”的文本编码。请留空以自动识别，或使用 utf-8、utf-16、gb18030 或 latin-1。</translation>
        </message>
        <message>
            <source>There is no walked step to undo. Steps that training took can't be undone one by one.</source>
            <translation>没有可撤销的逐阶段训练步。由训练自己走过的步不能逐步撤销。</translation>
        </message>
        <message>
            <source>There is no {gradient}: no gradient has come here.</source>
            <translation>没有 {gradient}：还没有梯度传到这里。</translation>
        </message>
        <message>
            <source>There is no {name} here.</source>
            <translation>这里没有 {name}。</translation>
        </message>
        <message>
            <source>There is no {what} called “{name}”. Known: {known}.</source>
            <translation>没有名为“{name}”的{what}。可用的有：{known}。</translation>
        </message>
        <message>
            <source>There is no {what} yet. What is trained from now on counts.</source>
            <translation>还没有{what}。从现在起的训练才算数。</translation>
        </message>
        <message>
            <source>There is not enough memory for this. Close other programs, or use fewer rows.</source>
            <translation>内存不足。请关闭其他程序，或减少行数。</translation>
        </message>
        <message>
            <source>There is not enough memory for this. Training is not affected.</source>
            <translation>内存不足，无法完成。训练不受影响。</translation>
        </message>
        <message>
            <source>There is nothing to predict yet. Open a file or an example on the Data page.</source>
            <translation>还没有可预测的内容。请在“数据”页打开文件或示例。</translation>
        </message>
        <message>
            <source>There was not enough memory for a batch of {size}. Try a batch size of {half}.</source>
            <translation>内存不足，放不下大小为 {size} 的一批。请尝试把批大小设为 {half}。</translation>
        </message>
        <message>
            <source>These curves belong to the network as it was trained, before your latest changes.</source>
            <translation>这些曲线属于训练时的网络，不含您之后的修改。</translation>
        </message>
        <message>
            <source>They differ before the first step: {place} begins at {right} done right, at {wrong} with the mistake.</source>
            <translation>第一步之前就不同：{place} 在正确做法中从 {right} 开始，犯错时从 {wrong} 开始。</translation>
        </message>
        <message>
            <source>They first differ in the backward pass of step {step}: the gradient of {place} is {right} done right, {wrong} with the mistake.</source>
            <translation>最早的不同出现在第 {step} 步的反向传播：{place} 的梯度在正确做法中为 {right}，犯错时为 {wrong}。</translation>
        </message>
        <message>
            <source>They first differ in the forward pass of step {step}: {place} is {right} done right, {wrong} with the mistake.</source>
            <translation>最早的不同出现在第 {step} 步的前向传播：{place} 在正确做法中为 {right}，犯错时为 {wrong}。</translation>
        </message>
        <message>
            <source>They first differ in the loss of step {step}: {right} done right, {wrong} with the mistake.</source>
            <translation>最早的不同出现在第 {step} 步的损失：正确做法为 {right}，犯错时为 {wrong}。</translation>
        </message>
        <message>
            <source>They first differ in the rows of step {step}: {place} is {right} done right, {wrong} with the mistake.</source>
            <translation>最早的不同出现在第 {step} 步的数据行：{place} 在正确做法中为 {right}，犯错时为 {wrong}。</translation>
        </message>
        <message>
            <source>They first differ in the validation after step {step}: its loss is {right} done right, {wrong} with the mistake.</source>
            <translation>最早的不同出现在第 {step} 步之后的验证：其损失在正确做法中为 {right}，犯错时为 {wrong}。</translation>
        </message>
        <message>
            <source>They first differ in what step {step} makes of the weights: {place} becomes {right} done right, {wrong} with the mistake.</source>
            <translation>最早的不同出现在第 {step} 步更新后的权重：{place} 在正确做法中变为 {right}，犯错时变为 {wrong}。</translation>
        </message>
        <message>
            <source>This appears a moment after training has begun.</source>
            <translation>训练开始片刻后在此显示。</translation>
        </message>
        <message>
            <source>This can't be done: {reason}. Training is not affected.</source>
            <translation>无法完成：{reason}。训练不受影响。</translation>
        </message>
        <message>
            <source>This can't be moved there: {taker} takes its input from {giver}, which would come after it.</source>
            <translation>不能移到那里：{taker} 会排到其输入来源 {giver} 的前面。</translation>
        </message>
        <message>
            <source>This is no TOML: {reason}.</source>
            <translation>这不是 TOML：{reason}。</translation>
        </message>
        <message>
            <source>This machine has no CUDA device. Choose “cpu” or “auto”.</source>
            <translation>本机没有 CUDA 设备。请选择“cpu”或“auto”。</translation>
        </message>
        <message>
            <source>This network has no activation between two layers that learn: none can be left out.</source>
            <translation>这个网络在两个可学习的层之间没有激活函数：没有可去掉的。</translation>
        </message>
        <message>
            <source>This network has no learnable numbers to draw the loss over.</source>
            <translation>这个网络没有可学习的参数，无法画出损失。</translation>
        </message>
        <message>
            <source>This network is too large for its weights to be kept on the way.</source>
            <translation>这个网络太大，无法沿途保存它的权重。</translation>
        </message>
        <message>
            <source>This network is trained: {epochs} epochs. Train would begin anew.</source>
            <translation>该网络已训练 {epochs} 轮。点击“训练”会从头开始。</translation>
        </message>
        <message>
            <source>This network learns to repeat its input; it draws no boundary.</source>
            <translation>这个网络学习的是重现输入，没有决策边界。</translation>
        </message>
        <message>
            <source>This network learns to repeat its input; there is no target to predict.</source>
            <translation>该网络学习重建自己的输入，没有可预测的目标。</translation>
        </message>
        <message>
            <source>This network learns to repeat its input; there is no target to score.</source>
            <translation>该网络学习重建自己的输入，没有可评分的目标。</translation>
        </message>
        <message>
            <source>This number was given to the step; nothing in it worked it out.</source>
            <translation>这个数是交给这一步的，不是在这一步中算出来的。</translation>
        </message>
        <message>
            <source>This run keeps no earlier states.</source>
            <translation>此次运行没有保留之前的状态。</translation>
        </message>
        <message>
            <source>This step is of a copy of the network, for rows that you chose: training does not take it.</source>
            <translation>这一步在网络的副本上进行，用的是您指定的行：训练不会采用它。</translation>
        </message>
        <message>
            <source>This step is of a copy of the network, for values that you typed: training does not take it.</source>
            <translation>这一步是在网络的副本上、用您输入的值进行的：训练不会采用它。</translation>
        </message>
        <message>
            <source>This step on paper: what is given, what is to be worked out, and room to do it.</source>
            <translation>把这一步印在纸上：已知的、要计算的，以及演算的空白。</translation>
        </message>
        <message>
            <source>This value is missing</source>
            <translation>该值缺失</translation>
        </message>
        <message>
            <source>This would cut through the block “{block}”. Select all of it, or layers inside it only.</source>
            <translation>这会把模块“{block}”切开。请选择整个模块，或者只选择它内部的层。</translation>
        </message>
        <message>
            <source>Threads</source>
            <translation>线程数</translation>
        </message>
        <message>
            <source>Three classes from 20 features</source>
            <translation>由 20 个特征分三类</translation>
        </message>
        <message>
            <source>Three digits are enough; Enter checks it</source>
            <translation>三位有效数字即可；按 Enter 检查</translation>
        </message>
        <message>
            <source>Three round clouds</source>
            <translation>三团圆形点云</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>用时</translation>
        </message>
        <message>
            <source>Time line of the run</source>
            <translation>运行的时间线</translation>
        </message>
        <message>
            <source>Times the old size</source>
            <translation>原大小的倍数</translation>
        </message>
        <message>
            <source>To do: {task}</source>
            <translation>待完成：{task}</translation>
        </message>
        <message>
            <source>Too large.</source>
            <translation>太大了。</translation>
        </message>
        <message>
            <source>Too many numbers to write down: see them on screen.</source>
            <translation>数值太多，无法写下：请在屏幕上查看。</translation>
        </message>
        <message>
            <source>Too small.</source>
            <translation>太小了。</translation>
        </message>
        <message>
            <source>Train</source>
            <translation>训练</translation>
        </message>
        <message>
            <source>Train again</source>
            <translation>重新训练</translation>
        </message>
        <message>
            <source>Train for {epochs} epochs</source>
            <translation>训练 {epochs} 轮</translation>
        </message>
        <message>
            <source>Train loss</source>
            <translation>训练损失</translation>
        </message>
        <message>
            <source>Train loss at its lowest, epoch {epoch}</source>
            <translation>训练损失最低时，第 {epoch} 轮</translation>
        </message>
        <message>
            <source>Train loss at its lowest, mean of a tenth of the steps</source>
            <translation>训练损失最低时，十分之一步数的均值</translation>
        </message>
        <message>
            <source>Train loss goes up after every step down, by {swing} on average: the steps overshoot. The learning rate may be too high.</source>
            <translation>训练损失每降一步又升一步，平均 {swing}：步子越过了头。学习率可能太高。</translation>
        </message>
        <message>
            <source>Train loss has hardly moved since the start: {first}, now {now}</source>
            <translation>训练损失自开始以来几乎没有变化：最初 {first}，现在 {now}</translation>
        </message>
        <message>
            <source>Train loss has levelled off at {now}: the last {count} epochs brought nothing.</source>
            <translation>训练损失在 {now} 走平：最近 {count} 轮没有带来下降。</translation>
        </message>
        <message>
            <source>Train loss has levelled off at {now}: the last {count} epochs brought {change}.</source>
            <translation>训练损失在 {now} 走平：最近 {count} 轮只带来 {change}。</translation>
        </message>
        <message>
            <source>Train loss is rising again: from {low} to {now}. The learning rate may be too high.</source>
            <translation>训练损失重新上升：从 {low} 升到 {now}。学习率可能过高。</translation>
        </message>
        <message>
            <source>Train loss jumps up and down from epoch to epoch. The learning rate may be too high.</source>
            <translation>训练损失逐轮上下跳动。学习率可能过高。</translation>
        </message>
        <message>
            <source>Train loss now</source>
            <translation>当前训练损失</translation>
        </message>
        <message>
            <source>Train loss now, epoch {epoch}</source>
            <translation>当前训练损失，第 {epoch} 轮</translation>
        </message>
        <message>
            <source>Train loss now, mean of the latest tenth</source>
            <translation>当前训练损失，最近十分之一的均值</translation>
        </message>
        <message>
            <source>Train loss of the last {count} epochs, mean</source>
            <translation>最近 {count} 轮的训练损失，均值</translation>
        </message>
        <message>
            <source>Train loss then, epoch {epoch}</source>
            <translation>当时的训练损失，第 {epoch} 轮</translation>
        </message>
        <message>
            <source>Train more epochs</source>
            <translation>增加训练轮数</translation>
        </message>
        <message>
            <source>Train on from this moment with the settings on screen, as another run</source>
            <translation>用屏幕上的设置从这一刻起继续训练，作为另一次运行</translation>
        </message>
        <message>
            <source>Train this example</source>
            <translation>训练此示例</translation>
        </message>
        <message>
            <source>Train until so many steps have been taken, then wait:</source>
            <translation>训练到总步数达到以下值后等待：</translation>
        </message>
        <message>
            <source>Train {count} more epochs</source>
            <translation>再训练 {count} 轮</translation>
        </message>
        <message>
            <source>Trained</source>
            <translation>训练完成</translation>
        </message>
        <message>
            <source>Trained one epoch in {seconds} s.</source>
            <translation>已训练 1 轮，用时 {seconds} s。</translation>
        </message>
        <message>
            <source>Trained {epochs} epochs in {seconds} s.</source>
            <translation>已训练 {epochs} 轮，用时 {seconds} s。</translation>
        </message>
        <message>
            <source>Trainer’s next batch</source>
            <translation>训练的下一批</translation>
        </message>
        <message>
            <source>Training</source>
            <translation>训练</translation>
        </message>
        <message>
            <source>Training failed.</source>
            <translation>训练失败。</translation>
        </message>
        <message>
            <source>Training failed: {reason}. The project is unchanged.</source>
            <translation>训练失败：{reason}。项目保持不变。</translation>
        </message>
        <message>
            <source>Training has no setting “{name}”. Known: {known}.</source>
            <translation>训练没有名为“{name}”的设置。可用的有：{known}。</translation>
        </message>
        <message>
            <source>Training has stopped</source>
            <translation>训练已停止</translation>
        </message>
        <message>
            <source>Training is done</source>
            <translation>训练完成</translation>
        </message>
        <message>
            <source>Training rows of the commonest class for one of “{name}”</source>
            <translation>每一行“{name}”对应最常见类别的训练行数</translation>
        </message>
        <message>
            <source>Training runs for all epochs.</source>
            <translation>训练进行到全部轮数结束。</translation>
        </message>
        <message>
            <source>Training stops then. Without saving, what was built and trained since is lost.</source>
            <translation>训练会随之停止。如果不保存，此后所做的修改和训练结果都会丢失。</translation>
        </message>
        <message>
            <source>Transform</source>
            <translation>变换</translation>
        </message>
        <message>
            <source>Transformer block</source>
            <translation>Transformer 块</translation>
        </message>
        <message>
            <source>True {true} → predicted {predicted}</source>
            <translation>真实 {true} → 预测 {predicted}</translation>
        </message>
        <message>
            <source>Try it</source>
            <translation>试一试</translation>
        </message>
        <message>
            <source>Try it again</source>
            <translation>再试一次</translation>
        </message>
        <message>
            <source>Try it from the start</source>
            <translation>从头试一试</translation>
        </message>
        <message>
            <source>Try it: two runs begin alike, one of them with the mistake.</source>
            <translation>试一试：两次训练以同样的状态开始，其中一次带有这个错误。</translation>
        </message>
        <message>
            <source>Try: {fixes}</source>
            <translation>可尝试：{fixes}</translation>
        </message>
        <message>
            <source>Turns a row of numbers into probabilities that add up to 1.</source>
            <translation>将一行数变为总和为 1 的概率。</translation>
        </message>
        <message>
            <source>Two classes that no straight line parts: watch the boundary wind itself around them.</source>
            <translation>没有直线能分开的两个类别：看决策边界如何缠绕其间。</translation>
        </message>
        <message>
            <source>Two columns of {table} are called “{name}”: give one another name.</source>
            <translation>{table} 有两列都叫“{name}”：请为其中一列改名。</translation>
        </message>
        <message>
            <source>Two convolutions and three Linear layers: follow shapes and parameters through.</source>
            <translation>两个卷积层和三个 Linear 层：逐层查看形状与参数。</translation>
        </message>
        <message>
            <source>Two convolutions with pooling, for pictures.</source>
            <translation>两个带池化的卷积，适用于图像。</translation>
        </message>
        <message>
            <source>Two convolutions, or Linear layers, that learn what to add to their input.</source>
            <translation>两个卷积层或 Linear 层，学习该给输入加上什么。</translation>
        </message>
        <message>
            <source>Two half moons, one hooked into the other</source>
            <translation>两个互相勾住的半月</translation>
        </message>
        <message>
            <source>Two layers are called “{name}”: give one another name.</source>
            <translation>有两个层都叫“{name}”：请为其中一个改名。</translation>
        </message>
        <message>
            <source>Two sigmoid layers on two samples, small enough to check the chain rule on paper.</source>
            <translation>两个 sigmoid 层、两个样本，小到可以在纸上验证链式法则。</translation>
        </message>
        <message>
            <source>Two spirals</source>
            <translation>双螺旋</translation>
        </message>
        <message>
            <source>Two spirals wound into each other</source>
            <translation>两条互相缠绕的螺旋</translation>
        </message>
        <message>
            <source>Type a number and press Enter to change the weight</source>
            <translation>输入数值并按回车即可修改权重</translation>
        </message>
        <message>
            <source>Type a number, such as 0.25, −1e-3 or 2/3.</source>
            <translation>请输入一个数，例如 0.25、−1e-3 或 2/3。</translation>
        </message>
        <message>
            <source>Type at most {count} numbers.</source>
            <translation>最多输入 {count} 个数。</translation>
        </message>
        <message>
            <source>Type into a cell; Enter walks the rows, Ctrl+V pastes rows, Esc closes</source>
            <translation>在单元格中输入；按 Enter 逐步查看这些行，Ctrl+V 粘贴行，Esc 关闭</translation>
        </message>
        <message>
            <source>Type row numbers, such as 1-3, 8.</source>
            <translation>请输入行号，例如 1-3, 8。</translation>
        </message>
        <message>
            <source>Type values…</source>
            <translation>输入数值…</translation>
        </message>
        <message>
            <source>Typed values</source>
            <translation>输入的值</translation>
        </message>
        <message>
            <source>Typed values…</source>
            <translation>输入的值…</translation>
        </message>
        <message>
            <source>Typical</source>
            <translation>典型值</translation>
        </message>
        <message>
            <source>U-Net (small)</source>
            <translation>U-Net（小型）</translation>
        </message>
        <message>
            <source>Underfitting: train loss has levelled off at {now}, {share} of what was there to learn, and validation loss is no better.</source>
            <translation>欠拟合：训练损失在 {now} 走平，相当于可学内容的 {share} 尚未学到，验证损失也不更好。</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>Undo takes it back (Ctrl+Z)</source>
            <translation>可撤销（Ctrl+Z）</translation>
        </message>
        <message>
            <source>Undo “{what}”</source>
            <translation>撤销“{what}”</translation>
        </message>
        <message>
            <source>Unfreeze</source>
            <translation>解冻</translation>
        </message>
        <message>
            <source>Unfreeze all</source>
            <translation>全部解冻</translation>
        </message>
        <message>
            <source>Unfreeze {count} layers</source>
            <translation>解冻 {count} 层</translation>
        </message>
        <message>
            <source>Unfreeze {layer}</source>
            <translation>解冻 {layer}</translation>
        </message>
        <message>
            <source>Ungroup</source>
            <translation>取消编组</translation>
        </message>
        <message>
            <source>Ungroup {block}</source>
            <translation>取消编组 {block}</translation>
        </message>
        <message>
            <source>Units of a layer that are alike get the same gradient and stay alike, so that a wide layer does no more than a single unit; and where the weights above are 0, no gradient comes through at all.</source>
            <translation>一层里相同的单元得到相同的梯度，会一直相同，因此再宽的层也不比一个单元强；而后面的权重为 0 时，梯度根本传不过来。</translation>
        </message>
        <message>
            <source>Units that are zero on every row looked at. They learn nothing as long as they are.</source>
            <translation>在所查看的每一行上都为零的单元。只要如此，它们就学不到东西。</translation>
        </message>
        <message>
            <source>Units that are zero whatever comes in, such as of a ReLU, and learn nothing.</source>
            <translation>无论输入什么都为零的单元（例如 ReLU 之后），它们学不到东西。</translation>
        </message>
        <message>
            <source>Unlink</source>
            <translation>取消链接</translation>
        </message>
        <message>
            <source>Unlink {block}</source>
            <translation>取消 {block} 的链接</translation>
        </message>
        <message>
            <source>Unsaved changes</source>
            <translation>未保存的更改</translation>
        </message>
        <message>
            <source>Unshuffled, the rows are cut in the file's order</source>
            <translation>不打乱时，按文件中的顺序切分</translation>
        </message>
        <message>
            <source>Untitled</source>
            <translation>未命名</translation>
        </message>
        <message>
            <source>Up</source>
            <translation>上移</translation>
        </message>
        <message>
            <source>Update / weight of “{layer}”, the largest</source>
            <translation>“{layer}”的更新 / 权重，最大</translation>
        </message>
        <message>
            <source>Update / weight, median of the layers</source>
            <translation>更新 / 权重，各层中位数</translation>
        </message>
        <message>
            <source>Update / weight, where training mostly goes well</source>
            <translation>更新 / 权重，训练通常顺利时</translation>
        </message>
        <message>
            <source>Update ratio by layer</source>
            <translation>各层更新比例</translation>
        </message>
        <message>
            <source>Update ratio of the selected layers</source>
            <translation>所选层的更新比例</translation>
        </message>
        <message>
            <source>Update ratios appear once training has run a moment.</source>
            <translation>训练进行片刻后即会出现更新比例。</translation>
        </message>
        <message>
            <source>Upper bound</source>
            <translation>上界</translation>
        </message>
        <message>
            <source>Upsample can't make {wanted} of {found}. Give one size for each dimension but the channels, or a larger scale_factor.</source>
            <translation>Upsample 无法将 {found} 变为 {wanted}。请为除通道外的每个维度给出一个大小，或使用更大的 scale_factor。</translation>
        </message>
        <message>
            <source>Upsample in mode {mode} needs {wanted}, but gets {found}. Choose another mode, or put a Reshape before it.</source>
            <translation>mode 为 {mode} 的 Upsample 需要{wanted}，但输入为 {found}。请选择其他 mode，或在其前面放一个 Reshape。</translation>
        </message>
        <message>
            <source>Use AdamW</source>
            <translation>改用 AdamW</translation>
        </message>
        <message>
            <source>Use BCE</source>
            <translation>改用 BCE</translation>
        </message>
        <message>
            <source>Use BCE with logits</source>
            <translation>改用带 logits 的 BCE</translation>
        </message>
        <message>
            <source>Use Cross-entropy</source>
            <translation>改用交叉熵</translation>
        </message>
        <message>
            <source>Use MSE</source>
            <translation>改用 MSE</translation>
        </message>
        <message>
            <source>Use NLL loss with LogSoftmax</source>
            <translation>改用 LogSoftmax 与 NLL 损失</translation>
        </message>
        <message>
            <source>Use as an output</source>
            <translation>作为输出</translation>
        </message>
        <message>
            <source>Use as an output or not</source>
            <translation>设为或取消输出</translation>
        </message>
        <message>
            <source>Use it</source>
            <translation>使用</translation>
        </message>
        <message>
            <source>Use the features as they are</source>
            <translation>特征保持原值</translation>
        </message>
        <message>
            <source>Use the largest batch that fits</source>
            <translation>使用放得下的最大批大小</translation>
        </message>
        <message>
            <source>Use these settings</source>
            <translation>使用这些设置</translation>
        </message>
        <message>
            <source>Use {kind}</source>
            <translation>改用 {kind}</translation>
        </message>
        <message>
            <source>Use {kind} in all {count}</source>
            <translation>{count} 处全部改用 {kind}</translation>
        </message>
        <message>
            <source>Use {kind} in “{layer}”</source>
            <translation>在“{layer}”中使用 {kind}</translation>
        </message>
        <message>
            <source>Use {layer} as an output</source>
            <translation>把 {layer} 作为输出</translation>
        </message>
        <message>
            <source>Use {layer} no longer as an output</source>
            <translation>不再把 {layer} 作为输出</translation>
        </message>
        <message>
            <source>Use {loss}</source>
            <translation>改用{loss}</translation>
        </message>
        <message>
            <source>Use {optimizer} with a weight decay of {decay}</source>
            <translation>改用 {optimizer}，权重衰减 {decay}</translation>
        </message>
        <message>
            <source>VGG-11</source>
            <translation>VGG-11</translation>
        </message>
        <message>
            <source>Validation</source>
            <translation>验证</translation>
        </message>
        <message>
            <source>Validation loss</source>
            <translation>验证损失</translation>
        </message>
        <message>
            <source>Validation loss after that: {with_it} with the fix, {without} without.</source>
            <translation>此后的验证损失：采用修正为 {with_it}，不采用为 {without}。</translation>
        </message>
        <message>
            <source>Validation loss at its best, epoch {epoch}</source>
            <translation>验证损失最佳时，第 {epoch} 轮</translation>
        </message>
        <message>
            <source>Validation loss now</source>
            <translation>当前验证损失</translation>
        </message>
        <message>
            <source>Validation loss now, epoch {epoch}</source>
            <translation>当前验证损失，第 {epoch} 轮</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>值</translation>
        </message>
        <message>
            <source>Value of this weight</source>
            <translation>该权重的值</translation>
        </message>
        <message>
            <source>Values</source>
            <translation>各值</translation>
        </message>
        <message>
            <source>Values and gradients of the step</source>
            <translation>这一步的值和梯度</translation>
        </message>
        <message>
            <source>Values at the pinned places</source>
            <translation>固定位置处的数值</translation>
        </message>
        <message>
            <source>Values beside each other, or how far off they are</source>
            <translation>并列显示数值，或显示偏差大小</translation>
        </message>
        <message>
            <source>Values of the batch that are there for a moment only</source>
            <translation>只存在片刻的一批数据的值</translation>
        </message>
        <message>
            <source>Values of the batch that the backward pass needs again</source>
            <translation>反向传播还要用到的一批数据的值</translation>
        </message>
        <message>
            <source>Vermilion</source>
            <translation>朱红</translation>
        </message>
        <message>
            <source>ViT (small)</source>
            <translation>ViT（小型）</translation>
        </message>
        <message>
            <source>View</source>
            <translation>视图</translation>
        </message>
        <message>
            <source>Wait {epochs} epochs</source>
            <translation>改为等待 {epochs} 轮</translation>
        </message>
        <message>
            <source>Waiting for the network…</source>
            <translation>正在等待网络…</translation>
        </message>
        <message>
            <source>Walk these</source>
            <translation>逐步查看</translation>
        </message>
        <message>
            <source>Walk through one step of training in five phases: zero_grad, forward, loss, backward and step. Every number of your network is in view, and a click on one shows where it comes from. It is a real step: training goes on from it, and it can be undone.</source>
            <translation>把一步训练分成五个阶段来看：zero_grad、forward、loss、backward 和 step。网络中的每个数都看得到，点击一个数就能看到它是怎么来的。这是真实的一步：训练会从这里继续，也可以撤销。</translation>
        </message>
        <message>
            <source>Walks a step on these rows, on a copy of the network (Enter)</source>
            <translation>在网络的副本上用这些行走一步（Enter）</translation>
        </message>
        <message>
            <source>Warm-up steps</source>
            <translation>预热步数</translation>
        </message>
        <message>
            <source>Weigh the classes by their rows</source>
            <translation>按样本数设置类别权重</translation>
        </message>
        <message>
            <source>Weighs each channel by what all of them show on average.</source>
            <translation>按所有通道的平均内容为每个通道加权。</translation>
        </message>
        <message>
            <source>Weighs every pair of a number from one input and a number from the other.</source>
            <translation>对来自两个输入的每一对数加权。</translation>
        </message>
        <message>
            <source>Weight</source>
            <translation>权重</translation>
        </message>
        <message>
            <source>Weight decay</source>
            <translation>权重衰减</translation>
        </message>
        <message>
            <source>Weight matrix</source>
            <translation>权重矩阵</translation>
        </message>
        <message>
            <source>Weight · outputs down, inputs across</source>
            <translation>权重 · 行为输出，列为输入</translation>
        </message>
        <message>
            <source>Weights</source>
            <translation>权重</translation>
        </message>
        <message>
            <source>Weights Wᵀ</source>
            <translation>权重 Wᵀ</translation>
        </message>
        <message>
            <source>Weights and gradients</source>
            <translation>权重与梯度</translation>
        </message>
        <message>
            <source>Weights are saved as .safetensors or .pt, not as “{suffix}”. Choose one of them.</source>
            <translation>权重只能保存为 .safetensors 或 .pt，不能保存为“{suffix}”。请选择其中之一。</translation>
        </message>
        <message>
            <source>Weights now</source>
            <translation>当前权重</translation>
        </message>
        <message>
            <source>Weights of “{file}” are in the network now.</source>
            <translation>网络已载入“{file}”中的权重。</translation>
        </message>
        <message>
            <source>Weights saved to “{file}”.</source>
            <translation>权重已保存到“{file}”。</translation>
        </message>
        <message>
            <source>Weights through time</source>
            <translation>权重随时间的分布</translation>
        </message>
        <message>
            <source>Weights, gradients and outputs are out of sight while you guess the numbers of a step.</source>
            <translation>正在先猜这一步的数：权重、梯度和输出暂不显示。</translation>
        </message>
        <message>
            <source>Welcome to Netwright. This example can be trained at once: press Train (F5).</source>
            <translation>欢迎使用 Netwright。这个示例可以直接训练：请按“训练”（F5）。</translation>
        </message>
        <message>
            <source>Well-known and made-up data sets</source>
            <translation>经典数据集与生成的数据集</translation>
        </message>
        <message>
            <source>What PyTorch says</source>
            <translation>PyTorch 的提示</translation>
        </message>
        <message>
            <source>What a sample leaves for the backward pass</source>
            <translation>一个样本为反向传播保留的内存</translation>
        </message>
        <message>
            <source>What is it?</source>
            <translation>它是多少？</translation>
        </message>
        <message>
            <source>What is its gradient?</source>
            <translation>它的梯度是多少？</translation>
        </message>
        <message>
            <source>What is learnt from the target: classes or numbers</source>
            <translation>从目标列学习什么：类别还是数值</translation>
        </message>
        <message>
            <source>What is the new weight?</source>
            <translation>新的权重是多少？</translation>
        </message>
        <message>
            <source>What stands between the two Linear layers</source>
            <translation>两个 Linear 层之间的激活函数</translation>
        </message>
        <message>
            <source>What tanh takes away: nearly 0 around zero, nearly straight far from it.</source>
            <translation>tanh 去掉的部分：零点附近接近 0，远处接近直线。</translation>
        </message>
        <message>
            <source>What the border is filled with</source>
            <translation>边框的填充方式</translation>
        </message>
        <message>
            <source>What the curves say</source>
            <translation>曲线说明了什么</translation>
        </message>
        <message>
            <source>What the network says where: on the plane of the data, or of its main directions.</source>
            <translation>网络在各处给出什么判断：在数据所在平面上，或在其主方向构成的平面上。</translation>
        </message>
        <message>
            <source>What the optimizer does is known once backward has given every weight its gradient.</source>
            <translation>等 backward 给每个权重算出梯度之后，才知道优化器会做什么。</translation>
        </message>
        <message>
            <source>What the optimizer keeps from step to step</source>
            <translation>优化器在各步之间保存的内容</translation>
        </message>
        <message>
            <source>What the row becomes</source>
            <translation>这一行变成什么</translation>
        </message>
        <message>
            <source>What the state goes through at each step</source>
            <translation>状态在每一步经过的函数</translation>
        </message>
        <message>
            <source>What the sum of squares starts from</source>
            <translation>平方和的起始值</translation>
        </message>
        <message>
            <source>What the x axis counts</source>
            <translation>x 轴的单位</translation>
        </message>
        <message>
            <source>What the x axis of every plot counts</source>
            <translation>所有图表的 x 轴以什么为单位</translation>
        </message>
        <message>
            <source>What these epochs have brought, one half against the other</source>
            <translation>这些轮次带来的下降（前半对后半）</translation>
        </message>
        <message>
            <source>What to read</source>
            <translation>阅读内容</translation>
        </message>
        <message>
            <source>What to start from</source>
            <translation>从什么开始</translation>
        </message>
        <message>
            <source>What training makes small: of every step, of validation, and each of its terms.</source>
            <translation>训练要减小的量：每一步的、验证集的，以及其中每一项的。</translation>
        </message>
        <message>
            <source>What was changed from the first to the second</source>
            <translation>从第一个到第二个的改动</translation>
        </message>
        <message>
            <source>What {optimizer} makes of</source>
            <translation>{optimizer} 的更新：</translation>
        </message>
        <message>
            <source>When a run is over</source>
            <translation>运行结束时</translation>
        </message>
        <message>
            <source>Where a batch enters the network.</source>
            <translation>一批数据进入网络的地方。</translation>
        </message>
        <message>
            <source>Where it comes from:</source>
            <translation>由来：</translation>
        </message>
        <message>
            <source>Where it goes, without the batch; −1 is behind all</source>
            <translation>插入的位置，不计批；−1 表示最后</translation>
        </message>
        <message>
            <source>Where no layer works differently in training mode eval() changes nothing, and where they are few it may change little. It costs nothing either: always call it.</source>
            <translation>如果没有层在训练模式下行为不同，eval() 就什么也不改变；如果这样的层很少，改变也可能很小。调用它并无代价：请总是调用。</translation>
        </message>
        <message>
            <source>Where tensors live; auto takes a GPU where there is one</source>
            <translation>张量所在的设备；auto 表示有 GPU 时使用 GPU</translation>
        </message>
        <message>
            <source>Where the network is trained</source>
            <translation>网络在哪个设备上训练</translation>
        </message>
        <message>
            <source>Which classes are taken for which others.</source>
            <translation>哪些类别被错认成了哪些类别。</translation>
        </message>
        <message>
            <source>Which number of {shape}, counted from 0</source>
            <translation>{shape} 中的哪个数，从 0 数起</translation>
        </message>
        <message>
            <source>Which of its outputs?</source>
            <translation>用它的哪个输出？</translation>
        </message>
        <message>
            <source>Which output</source>
            <translation>选择输出</translation>
        </message>
        <message>
            <source>Which rows the step is of</source>
            <translation>这一步用哪些行</translation>
        </message>
        <message>
            <source>Which rows to look at</source>
            <translation>查看哪一部分数据</translation>
        </message>
        <message>
            <source>Which target to look at</source>
            <translation>查看哪个目标</translation>
        </message>
        <message>
            <source>Which two pins are compared</source>
            <translation>比较哪两个固定位置</translation>
        </message>
        <message>
            <source>Wines by their chemistry</source>
            <translation>葡萄酒的化学成分</translation>
        </message>
        <message>
            <source>With a new seed</source>
            <translation>用新的随机种子</translation>
        </message>
        <message>
            <source>With momentum {share}</source>
            <translation>带动量 {share}</translation>
        </message>
        <message>
            <source>With one row a batch every step follows that row's chance, and an epoch takes {rows} steps.</source>
            <translation>每批只有一个样本时，每一步都受该样本偶然性的左右，且每轮需要 {rows} 步。</translation>
        </message>
        <message>
            <source>With the answers in place</source>
            <translation>答案填在原处</translation>
        </message>
        <message>
            <source>With the answers on a page of their own</source>
            <translation>答案单独成页</translation>
        </message>
        <message>
            <source>With the fix the run breaks off at step {step} of {all}. Without it all of them are taken, and the loss is {loss}.</source>
            <translation>采用修正时训练在 {all} 步中的第 {step} 步中断。不采用时走完了全部步，损失为 {loss}。</translation>
        </message>
        <message>
            <source>With the mistake the run breaks off after {steps} steps. Done right the loss is {right} after {all}.</source>
            <translation>犯错时训练在 {steps} 步后中断。正确做法在 {all} 步后的损失为 {right}。</translation>
        </message>
        <message>
            <source>With the project's seed, as a run begins</source>
            <translation>用项目的随机种子，与训练开始时相同</translation>
        </message>
        <message>
            <source>With {layer} ({kind})</source>
            <translation>增加 {layer}（{kind}）</translation>
        </message>
        <message>
            <source>Without answers</source>
            <translation>不含答案</translation>
        </message>
        <message>
            <source>Without saving, what was built and trained since is lost.</source>
            <translation>如不保存，上次保存之后的修改和训练结果将丢失。</translation>
        </message>
        <message>
            <source>Without scaling the standard deviations of the features go from {low} ({least}) to {high} ({most}).</source>
            <translation>不缩放时，各特征的标准差从 {low}（{least}）到 {high}（{most}）不等。</translation>
        </message>
        <message>
            <source>Without shuffling the first batch has rows of {found} of the {all} classes.</source>
            <translation>不打乱时，第一批只含 {all} 个类别中 {found} 个类别的行。</translation>
        </message>
        <message>
            <source>Without the fix the run breaks off at step {step} of {all}. With it all of them are taken, and the loss is {loss}.</source>
            <translation>不采用修正时训练在 {all} 步中的第 {step} 步中断。采用时走完了全部步，损失为 {loss}。</translation>
        </message>
        <message>
            <source>Without {layer} ({kind})</source>
            <translation>去掉 {layer}（{kind}）</translation>
        </message>
        <message>
            <source>Words of a name, a tag, a note, a state or a device</source>
            <translation>名称、标签、备注、状态或设备中的词</translation>
        </message>
        <message>
            <source>Working out the loss around the weights…</source>
            <translation>正在计算权重附近的损失…</translation>
        </message>
        <message>
            <source>Worksheet</source>
            <translation>练习纸</translation>
        </message>
        <message>
            <source>Worksheet saved to “{file}”.</source>
            <translation>练习纸已保存到“{file}”。</translation>
        </message>
        <message>
            <source>Worksheet: {name}</source>
            <translation>练习纸：{name}</translation>
        </message>
        <message>
            <source>Write the shapes on the connections</source>
            <translation>在连线上标出形状</translation>
        </message>
        <message>
            <source>Yellow</source>
            <translation>黄色</translation>
        </message>
        <message>
            <source>You are looking at step {step} of {now}</source>
            <translation>您正在查看第 {step} 步，共 {now} 步</translation>
        </message>
        <message>
            <source>You are looking at the network as it was after step {step}. Go on from here, or go back to now, before you change its weights.</source>
            <translation>您正在查看第 {step} 步之后的网络。更改权重之前，请先从这里继续，或回到当前。</translation>
        </message>
        <message>
            <source>Your name</source>
            <translation>姓名</translation>
        </message>
        <message>
            <source>a list of numbers</source>
            <translation>一列数</translation>
        </message>
        <message>
            <source>a list of whole numbers</source>
            <translation>一列整数</translation>
        </message>
        <message>
            <source>a must be below b.</source>
            <translation>a 必须小于 b。</translation>
        </message>
        <message>
            <source>a number</source>
            <translation>一个数</translation>
        </message>
        <message>
            <source>a number above {low}</source>
            <translation>大于 {low} 的数</translation>
        </message>
        <message>
            <source>a number above {low} and at most {high}</source>
            <translation>大于 {low} 且不超过 {high} 的数</translation>
        </message>
        <message>
            <source>a number below {high}</source>
            <translation>小于 {high} 的数</translation>
        </message>
        <message>
            <source>a number between {low} and {high}, both excluded</source>
            <translation>介于 {low} 与 {high} 之间（不含两端）的数</translation>
        </message>
        <message>
            <source>a number of at least {low} and below {high}</source>
            <translation>不小于 {low} 且小于 {high} 的数</translation>
        </message>
        <message>
            <source>a series has another length than a chunk may have</source>
            <translation>某条曲线的长度超出数据块允许的长度</translation>
        </message>
        <message>
            <source>a series holds something else than numbers</source>
            <translation>某条曲线含有非数值内容</translation>
        </message>
        <message>
            <source>a whole number</source>
            <translation>一个整数</translation>
        </message>
        <message>
            <source>a whole number of at least {low}</source>
            <translation>不小于 {low} 的整数</translation>
        </message>
        <message>
            <source>a whole number of at least {low}, or {dims} of them</source>
            <translation>一个或 {dims} 个不小于 {low} 的整数</translation>
        </message>
        <message>
            <source>a: slope left of zero</source>
            <translation>a：零点左侧的斜率</translation>
        </message>
        <message>
            <source>a: slope to start with</source>
            <translation>a：初始斜率</translation>
        </message>
        <message>
            <source>a: smallest output</source>
            <translation>a：最小输出</translation>
        </message>
        <message>
            <source>activation</source>
            <translation>激活函数</translation>
        </message>
        <message>
            <source>adaptive average pooling, global average pooling</source>
            <translation>自适应平均池化、全局平均池化</translation>
        </message>
        <message>
            <source>adaptive max pooling, global max pooling</source>
            <translation>自适应最大池化、全局最大池化</translation>
        </message>
        <message>
            <source>add a dimension, expand</source>
            <translation>增加维度、扩维</translation>
        </message>
        <message>
            <source>after step {step}</source>
            <translation>第 {step} 步之后</translation>
        </message>
        <message>
            <source>after the step {number}</source>
            <translation>这一步之后 {number}</translation>
        </message>
        <message>
            <source>all</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>all of it</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>all {count}, as read</source>
            <translation>全部 {count} 行，原始值</translation>
        </message>
        <message>
            <source>and</source>
            <translation>和</translation>
        </message>
        <message>
            <source>and {count} more</source>
            <translation>另有 {count} 项</translation>
        </message>
        <message>
            <source>and {count} more, which keep their values</source>
            <translation>另有 {count} 列保持原值</translation>
        </message>
        <message>
            <source>angle in degrees</source>
            <translation>角度（度）</translation>
        </message>
        <message>
            <source>around {name}: {value}</source>
            <translation>{name} 附近：{value}</translation>
        </message>
        <message>
            <source>as colour</source>
            <translation>彩色</translation>
        </message>
        <message>
            <source>as the network sees them</source>
            <translation>与网络所见相同</translation>
        </message>
        <message>
            <source>as they are</source>
            <translation>原值</translation>
        </message>
        <message>
            <source>at epoch</source>
            <translation>所在轮次</translation>
        </message>
        <message>
            <source>auto takes many steps in one go where that gives the same numbers sooner; eager takes them one by one</source>
            <translation>auto 在结果完全相同而更快时一次执行许多步；eager 逐步执行</translation>
        </message>
        <message>
            <source>automatic</source>
            <translation>自动</translation>
        </message>
        <message>
            <source>autosaved {time} ago</source>
            <translation>{time} 前自动保存</translation>
        </message>
        <message>
            <source>average over a dimension, global average pooling</source>
            <translation>均值、平均、全局平均池化</translation>
        </message>
        <message>
            <source>average pooling, downsampling</source>
            <translation>平均池化、下采样</translation>
        </message>
        <message>
            <source>b: largest output</source>
            <translation>b：最大输出</translation>
        </message>
        <message>
            <source>backward() adds to .grad. Without zero_grad() the optimizer gets the sum of all gradients so far: it goes on in old directions, in steps that grow. It is like a momentum that never fades.</source>
            <translation>backward() 会累加到 .grad 上。不调用 zero_grad()，优化器得到的就是到目前为止全部梯度之和：它继续沿着旧方向走，步子越来越大，就像永不衰减的动量。</translation>
        </message>
        <message>
            <source>backward() frees what forward had kept for it, such as each layer's input, as soon as it has been used. A second call finds nothing left to multiply with. It needs another forward pass, or retain_graph=True in the first call; its gradients would add to those of the first.</source>
            <translation>backward() 一用完前向传播为它保留的东西（如各层的输入）就立即释放。第二次调用时已经没有可以相乘的东西了。它需要再做一次前向传播，或在第一次调用时传入 retain_graph=True；其梯度会加到第一次的梯度上。</translation>
        </message>
        <message>
            <source>backward() twice</source>
            <translation>backward() 调用两次</translation>
        </message>
        <message>
            <source>batch normalization</source>
            <translation>批归一化、批量归一化、批标准化</translation>
        </message>
        <message>
            <source>batch size</source>
            <translation>批大小</translation>
        </message>
        <message>
            <source>batch size {value}</source>
            <translation>批大小 {value}</translation>
        </message>
        <message>
            <source>batch {batch} of {batches}</source>
            <translation>第 {batch} 批，共 {batches} 批</translation>
        </message>
        <message>
            <source>batchmean divides by the samples, which is the true mean; mean by all elements</source>
            <translation>batchmean 除以样本数，是真正的平均；mean 除以全部元素个数</translation>
        </message>
        <message>
            <source>blobs</source>
            <translation>三团点云</translation>
        </message>
        <message>
            <source>both</source>
            <translation>两者</translation>
        </message>
        <message>
            <source>breast_cancer</source>
            <translation>乳腺癌</translation>
        </message>
        <message>
            <source>buffer</source>
            <translation>缓冲区</translation>
        </message>
        <message>
            <source>by norm</source>
            <translation>按范数</translation>
        </message>
        <message>
            <source>by value</source>
            <translation>按数值</translation>
        </message>
        <message>
            <source>can't be made here</source>
            <translation>在这里无法犯</translation>
        </message>
        <message>
            <source>category</source>
            <translation>类别</translation>
        </message>
        <message>
            <source>channel {channel} at {row}, {column}: {value}</source>
            <translation>通道 {channel}，位置 {row}, {column}：{value}</translation>
        </message>
        <message>
            <source>channels</source>
            <translation>通道</translation>
        </message>
        <message>
            <source>channels and one to three sizes</source>
            <translation>通道和一到三个大小</translation>
        </message>
        <message>
            <source>channels × 1 → channels</source>
            <translation>通道 × 1 → 通道</translation>
        </message>
        <message>
            <source>channels × depth × height × width</source>
            <translation>通道 × 深度 × 高度 × 宽度</translation>
        </message>
        <message>
            <source>channels × height × width</source>
            <translation>通道 × 高 × 宽</translation>
        </message>
        <message>
            <source>channels × height × width → channels·height·width</source>
            <translation>通道 × 高 × 宽 → 通道·高·宽</translation>
        </message>
        <message>
            <source>channels × height × width → channels·kernel × windows</source>
            <translation>通道 × 高度 × 宽度 → 通道·核 × 窗口</translation>
        </message>
        <message>
            <source>channels × height·r × width·r → channels·r² × height × width</source>
            <translation>通道 × 高度·r × 宽度·r → 通道·r² × 高度 × 宽度</translation>
        </message>
        <message>
            <source>channels × length</source>
            <translation>通道 × 长度</translation>
        </message>
        <message>
            <source>channels·height·width → channels × height × width</source>
            <translation>通道·高·宽 → 通道 × 高 × 宽</translation>
        </message>
        <message>
            <source>channels·kernel × windows → channels × height × width</source>
            <translation>通道·核 × 窗口 → 通道 × 高度 × 宽度</translation>
        </message>
        <message>
            <source>channels·r² × height × width → channels × height·r × width·r</source>
            <translation>通道·r² × 高度 × 宽度 → 通道 × 高度·r × 宽度·r</translation>
        </message>
        <message>
            <source>checkpoint kept after step {step}, epoch {epoch}</source>
            <translation>第 {step} 步之后保留检查点，第 {epoch} 轮</translation>
        </message>
        <message>
            <source>circles</source>
            <translation>同心圆</translation>
        </message>
        <message>
            <source>closed</source>
            <translation>已收起</translation>
        </message>
        <message>
            <source>col2im, put patches together</source>
            <translation>折叠、拼合图块</translation>
        </message>
        <message>
            <source>component 1</source>
            <translation>主成分 1</translation>
        </message>
        <message>
            <source>component 2</source>
            <translation>主成分 2</translation>
        </message>
        <message>
            <source>component {number} · {share} % of the variance</source>
            <translation>主成分 {number} · 占方差 {share} %</translation>
        </message>
        <message>
            <source>computes every layer, from the input to the output</source>
            <translation>从输入到输出，逐层计算</translation>
        </message>
        <message>
            <source>concatenate, join branches</source>
            <translation>拼接、连接、合并分支</translation>
        </message>
        <message>
            <source>constant</source>
            <translation>恒定</translation>
        </message>
        <message>
            <source>cosine</source>
            <translation>余弦</translation>
        </message>
        <message>
            <source>cosine similarity</source>
            <translation>余弦相似度</translation>
        </message>
        <message>
            <source>count</source>
            <translation>计数</translation>
        </message>
        <message>
            <source>counts</source>
            <translation>计数</translation>
        </message>
        <message>
            <source>crop, cut out</source>
            <translation>切片、裁剪、截取</translation>
        </message>
        <message>
            <source>default</source>
            <translation>默认</translation>
        </message>
        <message>
            <source>depth {count} (layers with parameters)</source>
            <translation>深度 {count}（有参数的层）</translation>
        </message>
        <message>
            <source>device</source>
            <translation>设备</translation>
        </message>
        <message>
            <source>diabetes</source>
            <translation>糖尿病</translation>
        </message>
        <message>
            <source>difference</source>
            <translation>相减、减法</translation>
        </message>
        <message>
            <source>differs from autograd by {error}</source>
            <translation>与 autograd 相差 {error}</translation>
        </message>
        <message>
            <source>differs from the step by {error}</source>
            <translation>与这一步相差 {error}</translation>
        </message>
        <message>
            <source>digits</source>
            <translation>手写数字</translation>
        </message>
        <message>
            <source>dims must hold each dimension once, counted from 0.</source>
            <translation>dims 必须包含每个维度各一次，从 0 数起。</translation>
        </message>
        <message>
            <source>direction ({parts})</source>
            <translation>方向 ({parts})</translation>
        </message>
        <message>
            <source>does harm</source>
            <translation>有害</translation>
        </message>
        <message>
            <source>does no harm here</source>
            <translation>在这里无害</translation>
        </message>
        <message>
            <source>done right</source>
            <translation>正确做法</translation>
        </message>
        <message>
            <source>dot product, inner product</source>
            <translation>点积、内积</translation>
        </message>
        <message>
            <source>draw with the mouse</source>
            <translation>用鼠标绘制</translation>
        </message>
        <message>
            <source>dropout acts between layers: it needs num_layers of at least 2.</source>
            <translation>dropout 作用于层与层之间：num_layers 至少为 2。</translation>
        </message>
        <message>
            <source>dropout {value}</source>
            <translation>Dropout {value}</translation>
        </message>
        <message>
            <source>dropout {value} in “{layer}”</source>
            <translation>“{layer}”的 Dropout {value}</translation>
        </message>
        <message>
            <source>eager steps</source>
            <translation>逐算子执行</translation>
        </message>
        <message>
            <source>elapsed time</source>
            <translation>用时</translation>
        </message>
        <message>
            <source>epoch</source>
            <translation>轮次</translation>
        </message>
        <message>
            <source>epoch {epoch} of {last}</source>
            <translation>第 {epoch} / {last} 轮</translation>
        </message>
        <message>
            <source>epoch {number}</source>
            <translation>第 {number} 轮</translation>
        </message>
        <message>
            <source>equals autograd to the last digit</source>
            <translation>与 autograd 完全一致</translation>
        </message>
        <message>
            <source>equals autograd to {error}</source>
            <translation>与 autograd 一致，误差 {error}</translation>
        </message>
        <message>
            <source>equals the finite difference</source>
            <translation>与有限差分完全一致</translation>
        </message>
        <message>
            <source>equals the step to the last digit</source>
            <translation>与这一步完全一致</translation>
        </message>
        <message>
            <source>equals the step to {error}</source>
            <translation>与这一步一致，误差 {error}</translation>
        </message>
        <message>
            <source>errors</source>
            <translation>误差</translation>
        </message>
        <message>
            <source>every column is a target.</source>
            <translation>每一列都是目标。</translation>
        </message>
        <message>
            <source>exp({value}) is more than a float can hold. The result is finite all the same: the largest number is taken off all of them first, which changes no share.</source>
            <translation>exp({value}) 超出了浮点数的范围，但结果仍然有限：先从所有数中减去最大的那个，各份额不变。</translation>
        </message>
        <message>
            <source>expand a dimension</source>
            <translation>反展平、拆分维度</translation>
        </message>
        <message>
            <source>exponential decay</source>
            <translation>指数衰减</translation>
        </message>
        <message>
            <source>exponential linear unit</source>
            <translation>指数线性单元</translation>
        </message>
        <message>
            <source>f(z) = max(0, z)   f′(z) = 1 if z &gt; 0, else 0</source>
            <translation>f(z) = max(0, z)   f′(z) = 1 若 z &gt; 0，否则 0</translation>
        </message>
        <message>
            <source>f(z) = min(max(0, z), 6)   f′(z) = 1 if 0 &lt; z &lt; 6, else 0</source>
            <translation>f(z) = min(max(0, z), 6)   f′(z) = 1 若 0 &lt; z &lt; 6，否则 0</translation>
        </message>
        <message>
            <source>f(z) = min(max(z, a), b)   f′(z) = 1 if a &lt; z &lt; b, else 0</source>
            <translation>f(z) = min(max(z, a), b)   f′(z) = 1 若 a &lt; z &lt; b，否则 0</translation>
        </message>
        <message>
            <source>f(z) = min(max(z/6 + ½, 0), 1)   f′(z) = ⅙ if |z| &lt; 3, else 0</source>
            <translation>f(z) = min(max(z/6 + ½, 0), 1)   f′(z) = ⅙ 若 |z| &lt; 3，否则 0</translation>
        </message>
        <message>
            <source>f(z) = z if z &gt; 0, else a·z   f′(z) = 1 if z &gt; 0, else a</source>
            <translation>f(z) = z 若 z &gt; 0，否则 a·z   f′(z) = 1 若 z &gt; 0，否则 a</translation>
        </message>
        <message>
            <source>f(z) = z if z &gt; 0, else α(e^(z/α) − 1)   f′(z) = 1 if z &gt; 0, else e^(z/α)</source>
            <translation>f(z) = z 若 z &gt; 0，否则 α(e^(z/α) − 1)   f′(z) = 1 若 z &gt; 0，否则 e^(z/α)</translation>
        </message>
        <message>
            <source>f(z) = z if z &gt; 0, else α(eᶻ − 1)   f′(z) = 1 if z &gt; 0, else α·eᶻ</source>
            <translation>f(z) = z 若 z &gt; 0，否则 α(eᶻ − 1)   f′(z) = 1 若 z &gt; 0，否则 α·eᶻ</translation>
        </message>
        <message>
            <source>f(z) = z if z &gt; t, else v   f′(z) = 1 if z &gt; t, else 0</source>
            <translation>f(z) = z 若 z &gt; t，否则 v   f′(z) = 1 若 z &gt; t，否则 0</translation>
        </message>
        <message>
            <source>f(z) = z if |z| &gt; λ, else 0   f′(z) = 1 if |z| &gt; λ, else 0</source>
            <translation>f(z) = z 若 |z| &gt; λ，否则 0   f′(z) = 1 若 |z| &gt; λ，否则 0</translation>
        </message>
        <message>
            <source>f(z) = z − λ if z &gt; λ, z + λ if z &lt; −λ, else 0   f′(z) = 1 if |z| &gt; λ, else 0</source>
            <translation>f(z) = z − λ 若 z &gt; λ，z + λ 若 z &lt; −λ，否则 0   f′(z) = 1 若 |z| &gt; λ，否则 0</translation>
        </message>
        <message>
            <source>f(z) = z·min(max(z/6 + ½, 0), 1)   f′(z) = z/3 + ½ if |z| &lt; 3, else 0 or 1</source>
            <translation>f(z) = z·min(max(z/6 + ½, 0), 1)   f′(z) = z/3 + ½ 若 |z| &lt; 3，否则 0 或 1</translation>
        </message>
        <message>
            <source>f(z) = λz if z &gt; 0, else λα(eᶻ − 1)   f′(z) = λ if z &gt; 0, else λα·eᶻ</source>
            <translation>f(z) = λz 若 z &gt; 0，否则 λα(eᶻ − 1)   f′(z) = λ 若 z &gt; 0，否则 λα·eᶻ</translation>
        </message>
        <message>
            <source>f(z)ᵢ = exp(zᵢ) / Σⱼ exp(zⱼ),   j over the channels</source>
            <translation>f(z)ᵢ = exp(zᵢ) / Σⱼ exp(zⱼ)，   j 取遍各通道</translation>
        </message>
        <message>
            <source>feature</source>
            <translation>特征</translation>
        </message>
        <message>
            <source>features, or channels × length</source>
            <translation>特征，或通道 × 长度</translation>
        </message>
        <message>
            <source>filled with the training mean</source>
            <translation>用训练集均值填充</translation>
        </message>
        <message>
            <source>filled with the training median</source>
            <translation>用训练集中位数填充</translation>
        </message>
        <message>
            <source>filled with zeros</source>
            <translation>用零填充</translation>
        </message>
        <message>
            <source>fills every .grad, from the loss to the input</source>
            <translation>从损失到输入，填好每个 .grad</translation>
        </message>
        <message>
            <source>finite difference differs by {error}</source>
            <translation>与有限差分相差 {error}</translation>
        </message>
        <message>
            <source>finite difference {error}</source>
            <translation>有限差分 {error}</translation>
        </message>
        <message>
            <source>first output</source>
            <translation>第一个输出</translation>
        </message>
        <message>
            <source>first quartile</source>
            <translation>第一四分位数</translation>
        </message>
        <message>
            <source>float32, as it is</source>
            <translation>float32，原值</translation>
        </message>
        <message>
            <source>float32, standardised</source>
            <translation>float32，已标准化</translation>
        </message>
        <message>
            <source>forgets old gradients: every .grad is None</source>
            <translation>忘掉旧的梯度：每个 .grad 都是 None</translation>
        </message>
        <message>
            <source>from</source>
            <translation>起</translation>
        </message>
        <message>
            <source>from a sample</source>
            <translation>取自抽样</translation>
        </message>
        <message>
            <source>from a sample of {count} of {total}</source>
            <translation>取自 {total} 个数中的 {count} 个样本</translation>
        </message>
        <message>
            <source>frozen</source>
            <translation>已冻结</translation>
        </message>
        <message>
            <source>fully connected, dense</source>
            <translation>全连接、稠密、线性变换</translation>
        </message>
        <message>
            <source>gated linear unit</source>
            <translation>门控线性单元</translation>
        </message>
        <message>
            <source>gated recurrent unit</source>
            <translation>门控循环单元、循环神经网络</translation>
        </message>
        <message>
            <source>gradient</source>
            <translation>梯度</translation>
        </message>
        <message>
            <source>gradient clipping</source>
            <translation>梯度裁剪方式</translation>
        </message>
        <message>
            <source>gradient {number}</source>
            <translation>梯度 {number}</translation>
        </message>
        <message>
            <source>gradients clipped by norm at {value}</source>
            <translation>梯度按范数裁剪，上限 {value}</translation>
        </message>
        <message>
            <source>gradients clipped by value at {value}</source>
            <translation>梯度按值裁剪，上限 {value}</translation>
        </message>
        <message>
            <source>gradients not clipped</source>
            <translation>梯度不裁剪</translation>
        </message>
        <message>
            <source>graphics card</source>
            <translation>显卡</translation>
        </message>
        <message>
            <source>group normalization</source>
            <translation>组归一化</translation>
        </message>
        <message>
            <source>heat map</source>
            <translation>热力图</translation>
        </message>
        <message>
            <source>hyperbolic tangent</source>
            <translation>双曲正切</translation>
        </message>
        <message>
            <source>ignored</source>
            <translation>已忽略</translation>
        </message>
        <message>
            <source>in file order</source>
            <translation>按文件顺序</translation>
        </message>
        <message>
            <source>in the data’s own units, before scaling</source>
            <translation>数据自身的单位，缩放之前</translation>
        </message>
        <message>
            <source>initialisation</source>
            <translation>初始化方式</translation>
        </message>
        <message>
            <source>input</source>
            <translation>输入</translation>
        </message>
        <message>
            <source>inside the layer</source>
            <translation>层内部</translation>
        </message>
        <message>
            <source>instance normalization</source>
            <translation>实例归一化</translation>
        </message>
        <message>
            <source>iris</source>
            <translation>鸢尾花</translation>
        </message>
        <message>
            <source>is switched off, but there is nothing that it could hand on.</source>
            <translation>已停用，但没有可以传递下去的输入。</translation>
        </message>
        <message>
            <source>it can't be compiled ({reason})</source>
            <translation>无法编译（{reason}）</translation>
        </message>
        <message>
            <source>it can't be tried out ({reason})</source>
            <translation>无法试运行（{reason}）</translation>
        </message>
        <message>
            <source>it does not list the parts that are there</source>
            <translation>清单与实际内容不符</translation>
        </message>
        <message>
            <source>it ends too early</source>
            <translation>文件提前结束</translation>
        </message>
        <message>
            <source>it has no manifest</source>
            <translation>缺少清单</translation>
        </message>
        <message>
            <source>it has unknown entries</source>
            <translation>含有未知条目</translation>
        </message>
        <message>
            <source>it holds a number too large</source>
            <translation>其中的数过大</translation>
        </message>
        <message>
            <source>it holds an unknown part “{member}”</source>
            <translation>含有未知部分“{member}”</translation>
        </message>
        <message>
            <source>it holds data that the project does not use</source>
            <translation>其中含有项目未使用的数据</translation>
        </message>
        <message>
            <source>it holds more than tensors</source>
            <translation>其中含有张量以外的内容</translation>
        </message>
        <message>
            <source>it holds no state dict</source>
            <translation>其中没有 state dict</translation>
        </message>
        <message>
            <source>it holds {word}, which is no number</source>
            <translation>其中含有 {word}，它不是数</translation>
        </message>
        <message>
            <source>it holds “{key}” twice</source>
            <translation>其中“{key}”出现了两次</translation>
        </message>
        <message>
            <source>it holds “{what}”, which is no plain tensor</source>
            <translation>其中含有“{what}”，它不是普通张量</translation>
        </message>
        <message>
            <source>it is damaged ({reason})</source>
            <translation>文件已损坏（{reason}）</translation>
        </message>
        <message>
            <source>it is far larger than the network's weights</source>
            <translation>它远大于网络的权重</translation>
        </message>
        <message>
            <source>it is in PyTorch's form before version 1.6; load and save it there anew</source>
            <translation>它是 PyTorch 1.6 之前的格式；请在 PyTorch 中重新加载并保存</translation>
        </message>
        <message>
            <source>it is larger than 2 GB</source>
            <translation>它超过 2 GB</translation>
        </message>
        <message>
            <source>it is larger than {most} bytes</source>
            <translation>它大于 {most} 字节</translation>
        </message>
        <message>
            <source>it is nested more than {most} deep</source>
            <translation>嵌套超过 {most} 层</translation>
        </message>
        <message>
            <source>it is not JSON ({reason})</source>
            <translation>它不是 JSON（{reason}）</translation>
        </message>
        <message>
            <source>it is not a JSON object</source>
            <translation>它不是 JSON 对象</translation>
        </message>
        <message>
            <source>it is not put together as a state dict is</source>
            <translation>其结构不是 state dict 的结构</translation>
        </message>
        <message>
            <source>it is too short for tensors</source>
            <translation>长度不足以存放张量</translation>
        </message>
        <message>
            <source>it lies about {member}</source>
            <translation>关于 {member} 的记录不实</translation>
        </message>
        <message>
            <source>it lists too many parts, or none</source>
            <translation>列出的部分过多，或一个也没有</translation>
        </message>
        <message>
            <source>its backward pass draws random numbers</source>
            <translation>其反向传播会抽取随机数</translation>
        </message>
        <message>
            <source>its confusion matrix is not one</source>
            <translation>其混淆矩阵无效</translation>
        </message>
        <message>
            <source>its end is missing or not that of a project file</source>
            <translation>文件结尾缺失，或不是项目文件的结尾</translation>
        </message>
        <message>
            <source>its entry “{key}” is missing or wrong</source>
            <translation>条目“{key}”缺失或有误</translation>
        </message>
        <message>
            <source>its entry “{key}” is wrong</source>
            <translation>其条目“{key}”有误</translation>
        </message>
        <message>
            <source>its entry “{name}” is missing or wrong</source>
            <translation>条目“{name}”缺失或有误</translation>
        </message>
        <message>
            <source>its format {version} is unknown</source>
            <translation>格式 {version} 未知</translation>
        </message>
        <message>
            <source>its header holds unknown entries</source>
            <translation>其头部含有未知条目</translation>
        </message>
        <message>
            <source>its header is longer than itself</source>
            <translation>其头部比文件本身还长</translation>
        </message>
        <message>
            <source>its list of parts is broken ({reason})</source>
            <translation>目录已损坏（{reason}）</translation>
        </message>
        <message>
            <source>its list of parts is not the one that belongs to them</source>
            <translation>目录与其内容不匹配</translation>
        </message>
        <message>
            <source>its list of tensors is too long</source>
            <translation>其张量列表过长</translation>
        </message>
        <message>
            <source>its manifest is too large</source>
            <translation>清单过大</translation>
        </message>
        <message>
            <source>its manifest was changed</source>
            <translation>清单被改动过</translation>
        </message>
        <message>
            <source>its optimizer has no lowered form</source>
            <translation>其优化器没有降级形式</translation>
        </message>
        <message>
            <source>its optimizer keeps another state than expected</source>
            <translation>其优化器保存的状态与预期不同</translation>
        </message>
        <message>
            <source>its part {member} is missing</source>
            <translation>缺少 {member} 部分</translation>
        </message>
        <message>
            <source>its part {member} is twice there or too large</source>
            <translation>{member} 部分重复出现或过大</translation>
        </message>
        <message>
            <source>its part {member} is wrong: {reason}</source>
            <translation>{member} 部分有误：{reason}</translation>
        </message>
        <message>
            <source>its part {member} was changed</source>
            <translation>{member} 部分被改动过</translation>
        </message>
        <message>
            <source>its results differ from those of eager steps by {apart}</source>
            <translation>其结果与逐步训练相差 {apart}</translation>
        </message>
        <message>
            <source>its shared tensors are not described</source>
            <translation>其共享张量缺少描述</translation>
        </message>
        <message>
            <source>its tensors can't be read ({reason})</source>
            <translation>无法读取其张量（{reason}）</translation>
        </message>
        <message>
            <source>its tensors do not fill it</source>
            <translation>其张量未填满数据区</translation>
        </message>
        <message>
            <source>its tensors overlap or leave gaps</source>
            <translation>其张量相互重叠或留有空隙</translation>
        </message>
        <message>
            <source>its weights are those of another network</source>
            <translation>其中的权重属于另一个网络</translation>
        </message>
        <message>
            <source>kaiming_normal</source>
            <translation>kaiming_normal</translation>
        </message>
        <message>
            <source>kaiming_uniform</source>
            <translation>kaiming_uniform</translation>
        </message>
        <message>
            <source>keeps {size}</source>
            <translation>保留 {size}</translation>
        </message>
        <message>
            <source>kernel {kernel} at {row}, {column}: {value}</source>
            <translation>卷积核 {kernel} 的 ({row}, {column})：{value}</translation>
        </message>
        <message>
            <source>label</source>
            <translation>标签</translation>
        </message>
        <message>
            <source>labels → 0…{last}, int64</source>
            <translation>标签 → 0…{last}，int64</translation>
        </message>
        <message>
            <source>largest</source>
            <translation>最大值</translation>
        </message>
        <message>
            <source>largest of the branches</source>
            <translation>逐元素最大值</translation>
        </message>
        <message>
            <source>largest over a dimension</source>
            <translation>最大值</translation>
        </message>
        <message>
            <source>last epoch</source>
            <translation>最近 1 轮</translation>
        </message>
        <message>
            <source>last {amount}</source>
            <translation>最近 {amount}</translation>
        </message>
        <message>
            <source>last {amount} epochs</source>
            <translation>最近 {amount} 轮</translation>
        </message>
        <message>
            <source>last {amount} samples</source>
            <translation>最近 {amount} 个样本</translation>
        </message>
        <message>
            <source>last {amount} steps</source>
            <translation>最近 {amount} 步</translation>
        </message>
        <message>
            <source>last {series}, step</source>
            <translation>最近的{series}（步）</translation>
        </message>
        <message>
            <source>last {series}, train</source>
            <translation>最近的{series}（训练）</translation>
        </message>
        <message>
            <source>last {series}, validation</source>
            <translation>最近的{series}（验证）</translation>
        </message>
        <message>
            <source>layer</source>
            <translation>层</translation>
        </message>
        <message>
            <source>layer normalization</source>
            <translation>层归一化</translation>
        </message>
        <message>
            <source>leaf</source>
            <translation>叶子</translation>
        </message>
        <message>
            <source>leaky rectifier</source>
            <translation>带泄漏的修正线性单元</translation>
        </message>
        <message>
            <source>learning rate</source>
            <translation>学习率</translation>
        </message>
        <message>
            <source>learning rate {rate}</source>
            <translation>学习率 {rate}</translation>
        </message>
        <message>
            <source>learning rate {value}</source>
            <translation>学习率 {value}</translation>
        </message>
        <message>
            <source>leave as it is</source>
            <translation>保持不变</translation>
        </message>
        <message>
            <source>length {length}</source>
            <translation>长度 {length}</translation>
        </message>
        <message>
            <source>line</source>
            <translation>直线</translation>
        </message>
        <message>
            <source>linear y</source>
            <translation>线性 y</translation>
        </message>
        <message>
            <source>lines</source>
            <translation>折线</translation>
        </message>
        <message>
            <source>linnerud</source>
            <translation>Linnerud 体能</translation>
        </message>
        <message>
            <source>loading PyTorch…</source>
            <translation>正在加载 PyTorch…</translation>
        </message>
        <message>
            <source>local response normalization</source>
            <translation>局部响应归一化</translation>
        </message>
        <message>
            <source>log y</source>
            <translation>对数 y</translation>
        </message>
        <message>
            <source>log10</source>
            <translation>log10</translation>
        </message>
        <message>
            <source>logistic function, S curve</source>
            <translation>逻辑函数、S 形曲线</translation>
        </message>
        <message>
            <source>long short-term memory</source>
            <translation>长短期记忆、循环神经网络</translation>
        </message>
        <message>
            <source>look at step {step}</source>
            <translation>查看第 {step} 步</translation>
        </message>
        <message>
            <source>loss</source>
            <translation>损失</translation>
        </message>
        <message>
            <source>loss {loss}</source>
            <translation>损失 {loss}</translation>
        </message>
        <message>
            <source>loss.backward() is called again for the same loss, without retain_graph=True.</source>
            <translation>对同一个损失再次调用 loss.backward()，而没有 retain_graph=True。</translation>
        </message>
        <message>
            <source>lower must not be above upper.</source>
            <translation>lower 不能大于 upper。</translation>
        </message>
        <message>
            <source>lowered steps</source>
            <translation>整步编译执行</translation>
        </message>
        <message>
            <source>lr ← lr·factor after patience epochs without a better loss</source>
            <translation>连续 patience 轮损失没有改善后 lr ← lr·factor</translation>
        </message>
        <message>
            <source>matrix multiplication</source>
            <translation>矩阵乘法、矩阵相乘</translation>
        </message>
        <message>
            <source>max pooling, downsampling</source>
            <translation>最大池化、下采样</translation>
        </message>
        <message>
            <source>mean + deviation</source>
            <translation>均值 + 标准差</translation>
        </message>
        <message>
            <source>mean error {bias} · step {step}</source>
            <translation>平均误差 {bias} · 第 {step} 步</translation>
        </message>
        <message>
            <source>mean must lie between a and b.</source>
            <translation>mean 必须介于 a 与 b 之间。</translation>
        </message>
        <message>
            <source>mean {mean} · spread {spread}</source>
            <translation>均值 {mean} · 标准差 {spread}</translation>
        </message>
        <message>
            <source>mean ± deviation</source>
            <translation>均值 ± 标准差</translation>
        </message>
        <message>
            <source>mean − deviation</source>
            <translation>均值 − 标准差</translation>
        </message>
        <message>
            <source>median</source>
            <translation>中位数</translation>
        </message>
        <message>
            <source>min_val must be below max_val.</source>
            <translation>min_val 必须小于 max_val。</translation>
        </message>
        <message>
            <source>missing</source>
            <translation>缺失</translation>
        </message>
        <message>
            <source>model.eval() is left out: validation runs in training mode.</source>
            <translation>没有调用 model.eval()：验证在训练模式下进行。</translation>
        </message>
        <message>
            <source>moons</source>
            <translation>双半月</translation>
        </message>
        <message>
            <source>moves every parameter against its gradient</source>
            <translation>让每个参数沿梯度的反方向移动</translation>
        </message>
        <message>
            <source>multi-head, self-attention, cross-attention</source>
            <translation>多头注意力、自注意力、交叉注意力</translation>
        </message>
        <message>
            <source>n: neighbouring channels looked at</source>
            <translation>n：所考虑的相邻通道数</translation>
        </message>
        <message>
            <source>needs at least {low} inputs, but has {found}. Connect another layer to it.</source>
            <translation>至少需要 {low} 个输入，但只有 {found} 个。请再连接一层到它。</translation>
        </message>
        <message>
            <source>needs exactly {low} inputs, but has {found}.</source>
            <translation>需要恰好 {low} 个输入，但有 {found} 个。</translation>
        </message>
        <message>
            <source>nesterov needs a momentum above 0 and a dampening of 0.</source>
            <translation>nesterov 要求 momentum 大于 0 且 dampening 为 0。</translation>
        </message>
        <message>
            <source>next: {formula}</source>
            <translation>下一步：{formula}</translation>
        </message>
        <message>
            <source>no</source>
            <translation>否</translation>
        </message>
        <message>
            <source>no direction: the gradient is no number</source>
            <translation>没有方向：梯度不是有效数字</translation>
        </message>
        <message>
            <source>no direction: the loss is flat here</source>
            <translation>没有方向：这里的损失是平的</translation>
        </message>
        <message>
            <source>no output yet</source>
            <translation>尚无输出</translation>
        </message>
        <message>
            <source>none</source>
            <translation>无</translation>
        </message>
        <message>
            <source>none before the first backward</source>
            <translation>首次反向传播之前没有梯度</translation>
        </message>
        <message>
            <source>none: the layer is frozen</source>
            <translation>无：该层已冻结</translation>
        </message>
        <message>
            <source>norm {value}</source>
            <translation>范数 {value}</translation>
        </message>
        <message>
            <source>norm_type must be 1 or even: odd roots of negative sums are no numbers.</source>
            <translation>norm_type 必须是 1 或偶数：负数之和的奇次方根不是有效数字。</translation>
        </message>
        <message>
            <source>normal</source>
            <translation>正态分布</translation>
        </message>
        <message>
            <source>not a leaf</source>
            <translation>非叶子</translation>
        </message>
        <message>
            <source>not taken yet: this is what the step will do</source>
            <translation>尚未执行：这是这一步将要做的</translation>
        </message>
        <message>
            <source>not tried yet</source>
            <translation>尚未尝试</translation>
        </message>
        <message>
            <source>now: step {step}</source>
            <translation>当前：第 {step} 步</translation>
        </message>
        <message>
            <source>number</source>
            <translation>数值</translation>
        </message>
        <message>
            <source>number of threads</source>
            <translation>线程数</translation>
        </message>
        <message>
            <source>of {count}</source>
            <translation>/ {count}</translation>
        </message>
        <message>
            <source>off</source>
            <translation>关</translation>
        </message>
        <message>
            <source>off the plane</source>
            <translation>离平面距离</translation>
        </message>
        <message>
            <source>on</source>
            <translation>开</translation>
        </message>
        <message>
            <source>on plateau</source>
            <translation>停滞时下降</translation>
        </message>
        <message>
            <source>one of its histograms is incomplete</source>
            <translation>其中一个直方图不完整</translation>
        </message>
        <message>
            <source>one of its histograms is not one</source>
            <translation>其中一个直方图不成立</translation>
        </message>
        <message>
            <source>one of its series has a gap</source>
            <translation>某条曲线有缺口</translation>
        </message>
        <message>
            <source>one of its series is not one</source>
            <translation>其中一个序列不成立</translation>
        </message>
        <message>
            <source>one of {options}</source>
            <translation>{options} 之一</translation>
        </message>
        <message>
            <source>one-cycle</source>
            <translation>单周期</translation>
        </message>
        <message>
            <source>one-cycle can't rise within the first step alone. Choose a larger pct_start or more epochs.</source>
            <translation>单周期调度不能只在第一步内上升。请选择更大的 pct_start 或更多轮数。</translation>
        </message>
        <message>
            <source>ones</source>
            <translation>全 1</translation>
        </message>
        <message>
            <source>open</source>
            <translation>已展开</translation>
        </message>
        <message>
            <source>operations</source>
            <translation>运算</translation>
        </message>
        <message>
            <source>optimizer</source>
            <translation>优化器</translation>
        </message>
        <message>
            <source>optimizer.zero_grad() is left out, so that no step forgets the gradients before it.</source>
            <translation>没有调用 optimizer.zero_grad()，因此每一步都不会忘掉之前的梯度。</translation>
        </message>
        <message>
            <source>or drop a CSV file here</source>
            <translation>或把 CSV 文件拖到这里</translation>
        </message>
        <message>
            <source>orthogonal</source>
            <translation>正交</translation>
        </message>
        <message>
            <source>output</source>
            <translation>输出</translation>
        </message>
        <message>
            <source>output_padding must be below stride or dilation.</source>
            <translation>output_padding 必须小于 stride 或 dilation。</translation>
        </message>
        <message>
            <source>p(true class)</source>
            <translation>p(真实类)</translation>
        </message>
        <message>
            <source>p: 1 is the sum, 2 the root of squares</source>
            <translation>p：1 为求和，2 为平方和的平方根</translation>
        </message>
        <message>
            <source>pad needs two widths a dimension: before and after.</source>
            <translation>pad 每个维度需要两个宽度：前和后。</translation>
        </message>
        <message>
            <source>padding must be at most half of kernel_size.</source>
            <translation>padding 不得超过 kernel_size 的一半。</translation>
        </message>
        <message>
            <source>padding same needs stride 1. Choose a number for padding instead.</source>
            <translation>padding 为 same 时 stride 必须为 1。请改用数值作为 padding。</translation>
        </message>
        <message>
            <source>padding, border, zero padding</source>
            <translation>填充、补零、零填充</translation>
        </message>
        <message>
            <source>padding_idx must be below num_embeddings.</source>
            <translation>padding_idx 必须小于 num_embeddings。</translation>
        </message>
        <message>
            <source>parameter</source>
            <translation>参数</translation>
        </message>
        <message>
            <source>parametric rectifier</source>
            <translation>参数化修正线性单元</translation>
        </message>
        <message>
            <source>pass through, no-op</source>
            <translation>恒等、直通</translation>
        </message>
        <message>
            <source>patches, im2col, sliding windows</source>
            <translation>图块、滑动窗口、展开</translation>
        </message>
        <message>
            <source>patience</source>
            <translation>耐心值</translation>
        </message>
        <message>
            <source>pick one place, index, last step</source>
            <translation>选取、索引、最后一步</translation>
        </message>
        <message>
            <source>plain</source>
            <translation>普通</translation>
        </message>
        <message>
            <source>plane of the two main components, {share} % of the variance · step {step}</source>
            <translation>前两个主成分的平面，占方差 {share} % · 第 {step} 步</translation>
        </message>
        <message>
            <source>plane of {share} % of the way’s variance, the rest is not seen · step {step}</source>
            <translation>此平面占轨迹方差的 {share} %，其余看不到 · 第 {step} 步</translation>
        </message>
        <message>
            <source>plot</source>
            <translation>图表</translation>
        </message>
        <message>
            <source>position embedding</source>
            <translation>位置编码、位置嵌入</translation>
        </message>
        <message>
            <source>power-average pooling</source>
            <translation>幂平均池化</translation>
        </message>
        <message>
            <source>predicted</source>
            <translation>预测</translation>
        </message>
        <message>
            <source>predicted value</source>
            <translation>预测值</translation>
        </message>
        <message>
            <source>predicted {name}</source>
            <translation>预测为 {name}</translation>
        </message>
        <message>
            <source>prediction {name}</source>
            <translation>预测 {name}</translation>
        </message>
        <message>
            <source>probabilities, normalized exponential</source>
            <translation>概率、归一化指数、软最大</translation>
        </message>
        <message>
            <source>problem</source>
            <translation>问题</translation>
        </message>
        <message>
            <source>product, gate, scale</source>
            <translation>相乘、乘法、门控、缩放</translation>
        </message>
        <message>
            <source>r: share of the old size</source>
            <translation>r：缩小的倍数</translation>
        </message>
        <message>
            <source>r: times the old size</source>
            <translation>r：放大的倍数</translation>
        </message>
        <message>
            <source>random dropping, switch off units</source>
            <translation>随机失活、丢弃、暂退</translation>
        </message>
        <message>
            <source>random_images</source>
            <translation>随机图像</translation>
        </message>
        <message>
            <source>random_images makes at most {most} pictures, not {size}: choose a smaller size.</source>
            <translation>random_images 最多生成 {most} 张图像，而不是 {size}：请减小数量。</translation>
        </message>
        <message>
            <source>rectified linear unit</source>
            <translation>修正线性单元、整流线性单元</translation>
        </message>
        <message>
            <source>recurrent neural network, Elman</source>
            <translation>循环神经网络</translation>
        </message>
        <message>
            <source>regression</source>
            <translation>回归</translation>
        </message>
        <message>
            <source>remove a dimension</source>
            <translation>压缩维度、去掉维度</translation>
        </message>
        <message>
            <source>right / all</source>
            <translation>正确数 / 总数</translation>
        </message>
        <message>
            <source>root mean square normalization</source>
            <translation>均方根归一化</translation>
        </message>
        <message>
            <source>row</source>
            <translation>行</translation>
        </message>
        <message>
            <source>row {row} · {prediction}</source>
            <translation>第 {row} 行 · {prediction}</translation>
        </message>
        <message>
            <source>row {row}, column {column}: {value}</source>
            <translation>第 {row} 行，第 {column} 列：{value}</translation>
        </message>
        <message>
            <source>row {row}: true {true}, predicted {predicted}</source>
            <translation>第 {row} 行：真实 {true}，预测 {predicted}</translation>
        </message>
        <message>
            <source>row {row}: true {true}, predicted {predicted} ({share} %)</source>
            <translation>第 {row} 行：真实 {true}，预测 {predicted}（{share} %）</translation>
        </message>
        <message>
            <source>rows {row}–{last_row}, columns {column}–{last_column} of {whole} · {low} … {high}</source>
            <translation>第 {row}–{last_row} 行，第 {column}–{last_column} 列，共 {whole} · {low} … {high}</translation>
        </message>
        <message>
            <source>rows {row}–{last_row}, columns {column}–{last_column}: mean {value}</source>
            <translation>第 {row}–{last_row} 行，第 {column}–{last_column} 列：均值 {value}</translation>
        </message>
        <message>
            <source>rows {top}–{bottom}, columns {left}–{right} of {whole}</source>
            <translation>第 {top}–{bottom} 行，第 {left}–{right} 列，共 {whole}</translation>
        </message>
        <message>
            <source>run {number}</source>
            <translation>运行 {number}</translation>
        </message>
        <message>
            <source>sample</source>
            <translation>样本</translation>
        </message>
        <message>
            <source>samples</source>
            <translation>样本数</translation>
        </message>
        <message>
            <source>samples/s</source>
            <translation>样本/秒</translation>
        </message>
        <message>
            <source>says in one number how far off the output is</source>
            <translation>用一个数说明输出偏了多远</translation>
        </message>
        <message>
            <source>scalar</source>
            <translation>标量</translation>
        </message>
        <message>
            <source>scale to 0…1</source>
            <translation>缩放到 0…1</translation>
        </message>
        <message>
            <source>schedule</source>
            <translation>学习率调度</translation>
        </message>
        <message>
            <source>series</source>
            <translation>曲线</translation>
        </message>
        <message>
            <source>show</source>
            <translation>显示</translation>
        </message>
        <message>
            <source>shuffled</source>
            <translation>打乱</translation>
        </message>
        <message>
            <source>shuffled with seed</source>
            <translation>打乱，种子</translation>
        </message>
        <message>
            <source>sine</source>
            <translation>正弦波</translation>
        </message>
        <message>
            <source>size → before + size + after</source>
            <translation>大小 → 前 + 大小 + 后</translation>
        </message>
        <message>
            <source>sizes</source>
            <translation>大小</translation>
        </message>
        <message>
            <source>smallest</source>
            <translation>最小值</translation>
        </message>
        <message>
            <source>smallest of the branches</source>
            <translation>逐元素最小值</translation>
        </message>
        <message>
            <source>smallest over a dimension</source>
            <translation>最小值</translation>
        </message>
        <message>
            <source>smooth off</source>
            <translation>平滑 关</translation>
        </message>
        <message>
            <source>smooth {weight}</source>
            <translation>平滑 {weight}</translation>
        </message>
        <message>
            <source>some of its chunks are missing</source>
            <translation>缺少部分数据块</translation>
        </message>
        <message>
            <source>space to depth</source>
            <translation>像素逆重排</translation>
        </message>
        <message>
            <source>spirals</source>
            <translation>双螺旋</translation>
        </message>
        <message>
            <source>standardise</source>
            <translation>标准化</translation>
        </message>
        <message>
            <source>step</source>
            <translation>步</translation>
        </message>
        <message>
            <source>step decay</source>
            <translation>阶梯衰减</translation>
        </message>
        <message>
            <source>step {number}</source>
            <translation>第 {number} 步</translation>
        </message>
        <message>
            <source>step {step}</source>
            <translation>第 {step} 步</translation>
        </message>
        <message>
            <source>step {step} gave NaN or infinity: the run stopped before it</source>
            <translation>第 {step} 步得到 NaN 或无穷大：训练在此之前停止</translation>
        </message>
        <message>
            <source>step {step}, {low} to {high}: {count}</source>
            <translation>第 {step} 步，{low} 至 {high}：{count}</translation>
        </message>
        <message>
            <source>steps × features</source>
            <translation>步 × 特征</translation>
        </message>
        <message>
            <source>still loading</source>
            <translation>仍在加载</translation>
        </message>
        <message>
            <source>stopping rule</source>
            <translation>停止规则</translation>
        </message>
        <message>
            <source>stratified by {column}</source>
            <translation>按 {column} 分层</translation>
        </message>
        <message>
            <source>sub-pixel convolution, depth to space</source>
            <translation>像素重排、亚像素卷积</translation>
        </message>
        <message>
            <source>sum of branches, residual, skip connection</source>
            <translation>相加、加法、残差、跳跃连接</translation>
        </message>
        <message>
            <source>swish, sigmoid linear unit</source>
            <translation>sigmoid 线性单元、自门控</translation>
        </message>
        <message>
            <source>switched off or on</source>
            <translation>关闭或开启</translation>
        </message>
        <message>
            <source>t: numbers above it pass</source>
            <translation>t：大于它的数原样通过</translation>
        </message>
        <message>
            <source>takes one input, but has {found}. Disconnect the others.</source>
            <translation>只接受一个输入，但现在有 {found} 个。请断开其余的连接。</translation>
        </message>
        <message>
            <source>takes {low} to {high} inputs, but has {found}.</source>
            <translation>接受 {low} 至 {high} 个输入，但有 {found} 个。</translation>
        </message>
        <message>
            <source>target</source>
            <translation>目标</translation>
        </message>
        <message>
            <source>target {number}</source>
            <translation>目标 {number}</translation>
        </message>
        <message>
            <source>target {symbol} = {values}</source>
            <translation>目标 {symbol} = {values}</translation>
        </message>
        <message>
            <source>target · number</source>
            <translation>目标 · 数值</translation>
        </message>
        <message>
            <source>target · {count} classes</source>
            <translation>目标 · {count} 类</translation>
        </message>
        <message>
            <source>template</source>
            <translation>模板</translation>
        </message>
        <message>
            <source>term {number}</source>
            <translation>第 {number} 项</translation>
        </message>
        <message>
            <source>test</source>
            <translation>测试</translation>
        </message>
        <message>
            <source>the data's target</source>
            <translation>数据的目标</translation>
        </message>
        <message>
            <source>the head of its part {member} is wrong</source>
            <translation>{member} 部分的头部有误</translation>
        </message>
        <message>
            <source>the input itself</source>
            <translation>输入本身</translation>
        </message>
        <message>
            <source>the path of its data leads out of the project's folder</source>
            <translation>其数据路径指向项目文件夹之外</translation>
        </message>
        <message>
            <source>the slope of the loss</source>
            <translation>损失的斜率</translation>
        </message>
        <message>
            <source>the step is at {line}</source>
            <translation>当前步执行到 {line}</translation>
        </message>
        <message>
            <source>the step tried out gives numbers that are not finite</source>
            <translation>试运行的一步得到了非有限的数值</translation>
        </message>
        <message>
            <source>the tensor {name} has an impossible shape</source>
            <translation>张量 {name} 的形状不可能存在</translation>
        </message>
        <message>
            <source>the tensor {name} has an unknown type</source>
            <translation>张量 {name} 的数据类型未知</translation>
        </message>
        <message>
            <source>the tensor {name} has another size than its shape says</source>
            <translation>张量 {name} 的大小与其形状不符</translation>
        </message>
        <message>
            <source>the tensor {name} is not described</source>
            <translation>张量 {name} 缺少描述</translation>
        </message>
        <message>
            <source>the {count} likeliest</source>
            <translation>概率最高的 {count} 类</translation>
        </message>
        <message>
            <source>their rows left out</source>
            <translation>略去这些行</translation>
        </message>
        <message>
            <source>there is no entry of this name; docs/lessons.md has their names</source>
            <translation>没有这个名称的项；名称见 docs/lessons.md</translation>
        </message>
        <message>
            <source>third quartile</source>
            <translation>第三四分位数</translation>
        </message>
        <message>
            <source>this entry is missing; add it</source>
            <translation>缺少这一项，请补上</translation>
        </message>
        <message>
            <source>this program</source>
            <translation>本程序</translation>
        </message>
        <message>
            <source>three_class</source>
            <translation>随机三分类</translation>
        </message>
        <message>
            <source>to</source>
            <translation>止</translation>
        </message>
        <message>
            <source>to a row, vector</source>
            <translation>展平、拉平、扁平化</translation>
        </message>
        <message>
            <source>torch {version} · threads: {threads}</source>
            <translation>torch {version} · {threads} 线程</translation>
        </message>
        <message>
            <source>total over a dimension</source>
            <translation>求和、总和</translation>
        </message>
        <message>
            <source>train</source>
            <translation>训练</translation>
        </message>
        <message>
            <source>training</source>
            <translation>训练</translation>
        </message>
        <message>
            <source>training loss</source>
            <translation>训练损失</translation>
        </message>
        <message>
            <source>training rows, step {step}</source>
            <translation>训练集，第 {step} 步</translation>
        </message>
        <message>
            <source>transformer encoder, self-attention</source>
            <translation>编码器层、自注意力</translation>
        </message>
        <message>
            <source>transpose, swap dimensions</source>
            <translation>转置、交换维度、置换</translation>
        </message>
        <message>
            <source>transposed convolution, deconvolution, upconvolution</source>
            <translation>转置卷积、反卷积、上卷积</translation>
        </message>
        <message>
            <source>true</source>
            <translation>真实</translation>
        </message>
        <message>
            <source>true or false</source>
            <translation>true 或 false</translation>
        </message>
        <message>
            <source>true value</source>
            <translation>真实值</translation>
        </message>
        <message>
            <source>true {true}, predicted {predicted}</source>
            <translation>真实 {true}，预测 {predicted}</translation>
        </message>
        <message>
            <source>true {true}, predicted {predicted}: {count} ({share} % of the class)</source>
            <translation>真实 {true}，预测 {predicted}：{count}（占该类 {share} %）</translation>
        </message>
        <message>
            <source>trunc_normal</source>
            <translation>截断正态分布</translation>
        </message>
        <message>
            <source>truth: {truth}</source>
            <translation>真实：{truth}</translation>
        </message>
        <message>
            <source>two inputs, bilinear form</source>
            <translation>双线性</translation>
        </message>
        <message>
            <source>type values, or take a row</source>
            <translation>输入数值，或取一行</translation>
        </message>
        <message>
            <source>typed table</source>
            <translation>键入的表格</translation>
        </message>
        <message>
            <source>uniform</source>
            <translation>均匀分布</translation>
        </message>
        <message>
            <source>upsampling, interpolation, resize</source>
            <translation>上采样、插值、放大</translation>
        </message>
        <message>
            <source>v begins as the first gradient itself, with nothing kept and nothing dampened.</source>
            <translation>v 从第一个梯度本身开始：没有保留任何旧值，也没有阻尼。</translation>
        </message>
        <message>
            <source>v: what the others become</source>
            <translation>v：其余的数变成的值</translation>
        </message>
        <message>
            <source>val</source>
            <translation>验证</translation>
        </message>
        <message>
            <source>validation</source>
            <translation>验证</translation>
        </message>
        <message>
            <source>validation loss</source>
            <translation>验证损失</translation>
        </message>
        <message>
            <source>validation, epoch {epoch}</source>
            <translation>验证集，第 {epoch} 轮</translation>
        </message>
        <message>
            <source>validation, step {step}</source>
            <translation>验证集，第 {step} 步</translation>
        </message>
        <message>
            <source>value</source>
            <translation>值</translation>
        </message>
        <message>
            <source>value {number}</source>
            <translation>值 {number}</translation>
        </message>
        <message>
            <source>values</source>
            <translation>数值</translation>
        </message>
        <message>
            <source>version of PyTorch</source>
            <translation>PyTorch 版本</translation>
        </message>
        <message>
            <source>view, change the shape</source>
            <translation>重塑、变形、改变形状</translation>
        </message>
        <message>
            <source>w ~ 𝒩(mean, std²) within [a, b]</source>
            <translation>w ~ 𝒩(mean, std²)，限于 [a, b]</translation>
        </message>
        <message>
            <source>warm-up</source>
            <translation>预热</translation>
        </message>
        <message>
            <source>windows of about in / output_size</source>
            <translation>窗口大小约为 输入 / output_size</translation>
        </message>
        <message>
            <source>wine</source>
            <translation>葡萄酒</translation>
        </message>
        <message>
            <source>with momentum</source>
            <translation>带动量</translation>
        </message>
        <message>
            <source>with the fix</source>
            <translation>采用修正</translation>
        </message>
        <message>
            <source>with the mistake</source>
            <translation>犯错时</translation>
        </message>
        <message>
            <source>without the fix</source>
            <translation>不采用</translation>
        </message>
        <message>
            <source>word vectors, lookup table</source>
            <translation>嵌入、词嵌入、词向量、查找表</translation>
        </message>
        <message>
            <source>x axis</source>
            <translation>x 轴</translation>
        </message>
        <message>
            <source>xavier_normal</source>
            <translation>xavier_normal</translation>
        </message>
        <message>
            <source>xavier_uniform</source>
            <translation>xavier_uniform</translation>
        </message>
        <message>
            <source>xor</source>
            <translation>异或</translation>
        </message>
        <message>
            <source>y = (Σ xᵖ)^(1/p) of each window</source>
            <translation>y = 每个窗口的 (Σ xᵖ)^(1/p)</translation>
        </message>
        <message>
            <source>y = a·(x·m + α′·(1 − m)) + b,   one m a channel</source>
            <translation>y = a·(x·m + α′·(1 − m)) + b，   每个通道一个 m</translation>
        </message>
        <message>
            <source>y = max of each window</source>
            <translation>y = 每个窗口的最大值</translation>
        </message>
        <message>
            <source>y = mean of each window</source>
            <translation>y = 每个窗口的平均值</translation>
        </message>
        <message>
            <source>y = w·x, one sample at a time</source>
            <translation>y = w·x，每次一个样本</translation>
        </message>
        <message>
            <source>y = x / (k + α/n·Σ x²)^β,   Σ over n neighbouring channels</source>
            <translation>y = x / (k + α/n·Σ x²)^β，   Σ 取遍 n 个相邻通道</translation>
        </message>
        <message>
            <source>y = x, read in row-major order</source>
            <translation>y = x，按行优先顺序读取</translation>
        </message>
        <message>
            <source>y = x² at x = 1: the smallest step-through there is, with the derivative 2.</source>
            <translation>y = x² 在 x = 1 处：最小的逐步演示，导数为 2。</translation>
        </message>
        <message>
            <source>y = x·m / (1 − p),   m = 0 with probability p, else 1</source>
            <translation>y = x·m / (1 − p)，   m 以概率 p 为 0，否则为 1</translation>
        </message>
        <message>
            <source>y = x·m / (1 − p),   m = 0 with probability p, else 1, one a channel</source>
            <translation>y = x·m / (1 − p)，   m 以概率 p 为 0，否则为 1，每个通道一个</translation>
        </message>
        <message>
            <source>yes</source>
            <translation>是</translation>
        </message>
        <message>
            <source>you are looking at step {step}</source>
            <translation>您正在查看第 {step} 步</translation>
        </message>
        <message>
            <source>z = {value}</source>
            <translation>z = {value}</translation>
        </message>
        <message>
            <source>zero {share}</source>
            <translation>零占 {share}</translation>
        </message>
        <message>
            <source>zero {share} · always zero units {silent} / {units}</source>
            <translation>为零 {share} · 始终为零的神经元 {silent} / {units}</translation>
        </message>
        <message>
            <source>zeros</source>
            <translation>全 0</translation>
        </message>
        <message>
            <source>{activation} before {loss} applies sigmoid twice.</source>
            <translation>“{loss}”之前的 {activation} 使 sigmoid 计算了两次。</translation>
        </message>
        <message>
            <source>{activation} before {loss} applies softmax twice.</source>
            <translation>“{loss}”之前的 {activation} 使 softmax 计算了两次。</translation>
        </message>
        <message>
            <source>{activation} before {loss} cuts off numbers that the loss needs: it takes them raw.</source>
            <translation>{loss}之前的 {activation} 截掉了损失所需的数值：它需要未经激活的原始输出。</translation>
        </message>
        <message>
            <source>{activation} limits what the output of a regression can be. It needs no activation there.</source>
            <translation>{activation} 限制了回归输出的取值范围。回归的输出层不需要激活函数。</translation>
        </message>
        <message>
            <source>{axis} = {value}</source>
            <translation>{axis} = {value}</translation>
        </message>
        <message>
            <source>{block} needs {wanted}, but the shape here is {found}. Choose another place.</source>
            <translation>{block}需要{wanted}，但此处的形状是 {found}。请选择其他位置。</translation>
        </message>
        <message>
            <source>{block} ×{count}</source>
            <translation>{block} ×{count}</translation>
        </message>
        <message>
            <source>{block}: click to fold it</source>
            <translation>{block}：点击折叠</translation>
        </message>
        <message>
            <source>{column}: {count} missing, filled with the training mean</source>
            <translation>{column}：{count} 个缺失，用训练集均值填充</translation>
        </message>
        <message>
            <source>{column}: {count} missing, filled with the training median</source>
            <translation>{column}：{count} 个缺失，用训练集中位数填充</translation>
        </message>
        <message>
            <source>{column}: {count} missing, filled with the training rows’ most frequent category</source>
            <translation>{column}：{count} 个缺失，用训练行中最常见的类别填充</translation>
        </message>
        <message>
            <source>{column}: {count} missing, filled with zeros</source>
            <translation>{column}：{count} 个缺失，用零填充</translation>
        </message>
        <message>
            <source>{column}: {count} missing, their rows left out</source>
            <translation>{column}：{count} 个缺失，已略去这些行</translation>
        </message>
        <message>
            <source>{count} activations that level off, such as “{layer}”, stand one behind the other: each makes the gradient smaller, and the first layers hardly learn.</source>
            <translation>有 {count} 个会饱和的激活函数（如“{layer}”）前后相接：每个都会缩小梯度，最前面的层几乎学不到东西。</translation>
        </message>
        <message>
            <source>{count} categories</source>
            <translation>{count} 个类别</translation>
        </message>
        <message>
            <source>{count} classes</source>
            <translation>{count} 类</translation>
        </message>
        <message>
            <source>{count} features</source>
            <translation>{count} 个特征</translation>
        </message>
        <message>
            <source>{count} found</source>
            <translation>找到 {count} 个</translation>
        </message>
        <message>
            <source>{count} layers</source>
            <translation>{count} 层</translation>
        </message>
        <message>
            <source>{count} learnable numbers</source>
            <translation>{count} 个可学习的数</translation>
        </message>
        <message>
            <source>{count} more terms, together {value}</source>
            <translation>另有 {count} 项，合计 {value}</translation>
        </message>
        <message>
            <source>{count} multiply-adds</source>
            <translation>{count} 次乘加</translation>
        </message>
        <message>
            <source>{count} multiply-adds a sample</source>
            <translation>每个样本 {count} 次乘加</translation>
        </message>
        <message>
            <source>{count} parameters</source>
            <translation>{count} 个参数</translation>
        </message>
        <message>
            <source>{count} params</source>
            <translation>{count} 个参数</translation>
        </message>
        <message>
            <source>{count} rows</source>
            <translation>{count} 行</translation>
        </message>
        <message>
            <source>{count} rows · click a cell for its samples</source>
            <translation>{count} 行 · 单击格子查看样本</translation>
        </message>
        <message>
            <source>{count} samples</source>
            <translation>{count} 个样本</translation>
        </message>
        <message>
            <source>{count} samples, by loss</source>
            <translation>{count} 个样本，按损失排序</translation>
        </message>
        <message>
            <source>{count} steps to ({end})</source>
            <translation>{count} 步后到达 ({end})</translation>
        </message>
        <message>
            <source>{count} times too large: is the mean over the batch taken?</source>
            <translation>大了 {count} 倍：对批次取平均了吗？</translation>
        </message>
        <message>
            <source>{count} times too small: is the sum over the batch taken?</source>
            <translation>小了 {count} 倍：对批次求和了吗？</translation>
        </message>
        <message>
            <source>{count} × {layers} layers</source>
            <translation>{count} × {layers} 层</translation>
        </message>
        <message>
            <source>{count}-class classification</source>
            <translation>{count} 分类</translation>
        </message>
        <message>
            <source>{device}, {threads} threads, torch {torch}</source>
            <translation>{device}，{threads} 个线程，torch {torch}</translation>
        </message>
        <message>
            <source>{distance} off the plane</source>
            <translation>离平面 {distance}</translation>
        </message>
        <message>
            <source>{field} must be {expected}, not {value}.</source>
            <translation>{field} 必须是{expected}，而不是 {value}。</translation>
        </message>
        <message>
            <source>{field} needs sizes of at least 1; one of them may be −1, which means the rest.</source>
            <translation>{field} 的各维大小至少为 1；其中一个可为 −1，表示其余部分。</translation>
        </message>
        <message>
            <source>{field}: {reason}.</source>
            <translation>{field}：{reason}。</translation>
        </message>
        <message>
            <source>{file} begins as {encoding} does but goes on with other bytes: save it again as UTF-8.</source>
            <translation>{file} 的开头是 {encoding} 编码，后面却含有其他字节：请重新保存为 UTF-8。</translation>
        </message>
        <message>
            <source>{file} belongs to another program. Choose another file for the runs.</source>
            <translation>{file} 属于另一个程序。请为运行记录另选文件。</translation>
        </message>
        <message>
            <source>{file} can't be read as a table: {reason}.</source>
            <translation>无法将 {file} 读作表格：{reason}。</translation>
        </message>
        <message>
            <source>{file} can't be read: {reason}.</source>
            <translation>无法读取 {file}：{reason}。</translation>
        </message>
        <message>
            <source>{file} has a class the network does not know: “{name}”. Known: {known}.</source>
            <translation>{file} 中有网络不认识的类别：“{name}”。已知的有：{known}。</translation>
        </message>
        <message>
            <source>{file} has a header but no rows: add the rows under it.</source>
            <translation>{file} 只有表头，没有数据行：请在表头下方添加数据。</translation>
        </message>
        <message>
            <source>{file} has no column “{column}” to compare with.</source>
            <translation>{file} 没有可供比较的列“{column}”。</translation>
        </message>
        <message>
            <source>{file} has no column “{name}”.</source>
            <translation>{file} 没有名为“{name}”的列。</translation>
        </message>
        <message>
            <source>{file} has {found} columns; at most {most} can be used. Keep the columns you need.</source>
            <translation>{file} 有 {found} 列，最多可用 {most} 列。请只保留需要的列。</translation>
        </message>
        <message>
            <source>{file} has {rows} rows of {columns} columns, more than fit in memory: keep at most {most} rows.</source>
            <translation>{file} 有 {rows} 行 × {columns} 列，内存放不下：请最多保留 {most} 行。</translation>
        </message>
        <message>
            <source>{file} is empty: choose a file with a table in it.</source>
            <translation>{file} 是空文件：请选择含有表格的文件。</translation>
        </message>
        <message>
            <source>{file} is not UTF-8: read as {encoding}. If letters look wrong, choose another encoding.</source>
            <translation>{file} 不是 UTF-8，已按 {encoding} 读取。如有乱码，请选择其他编码。</translation>
        </message>
        <message>
            <source>{file} is not written in {encoding}: leave the encoding empty to have it found, or choose another.</source>
            <translation>{file} 不是 {encoding} 编码：请将编码留空以自动识别，或另选一种。</translation>
        </message>
        <message>
            <source>{kind} can't split {count} {name} into {groups} groups of equal size. Choose groups that divide both in_channels and out_channels.</source>
            <translation>{kind} 无法把 {count} 个 {name} 等分为 {groups} 组。请选择能同时整除 in_channels 和 out_channels 的 groups。</translation>
        </message>
        <message>
            <source>{kind} can't split {features} features among {heads} heads. Choose a number of heads that divides {features}.</source>
            <translation>{kind} 无法将 {features} 个特征分给 {heads} 个头。请选择能整除 {features} 的头数。</translation>
        </message>
        <message>
            <source>{kind} can't work on a single number.</source>
            <translation>{kind} 不能处理单个数。</translation>
        </message>
        <message>
            <source>{kind} from {low} to {high}</source>
            <translation>{kind}，从 {low} 到 {high}</translation>
        </message>
        <message>
            <source>{kind} has {field} {dim}, but its input {found} has only {count} dimensions (counted from 0, without the batch).</source>
            <translation>{kind} 的 {field} 为 {dim}，但其输入 {found} 只有 {count} 个维度（从 0 数起，不计批维度）。</translation>
        </message>
        <message>
            <source>{kind} is set to {wanted}, but gets {found}. normalized_shape must be the last sizes of its input; leave it empty for the last one.</source>
            <translation>{kind} 设为 {wanted}，但输入为 {found}。normalized_shape 必须是输入的最后几个大小；留空则取最后一个。</translation>
        </message>
        <message>
            <source>{kind} is set to {wanted}, which takes a multiple of {fixed} numbers, but gets {available} a sample. Choose sizes whose product divides {available}.</source>
            <translation>{kind} 设为 {wanted}，每个样本的元素个数须为 {fixed} 的倍数，但得到 {available} 个。请选择乘积能整除 {available} 的大小。</translation>
        </message>
        <message>
            <source>{kind} is set to {wanted}, which takes {needed} numbers, but gets {available} a sample. Choose sizes whose product is {available}.</source>
            <translation>{kind} 设为 {wanted}，每个样本需要 {needed} 个数，但得到 {available} 个。请选择乘积为 {available} 的大小。</translation>
        </message>
        <message>
            <source>{kind} makes {found} larger, but its padding cuts off all of it. Choose less padding or a larger kernel_size.</source>
            <translation>{kind} 会放大 {found}，但其 padding 把结果全部裁掉了。请选择更小的 padding 或更大的 kernel_size。</translation>
        </message>
        <message>
            <source>{kind} names a dimension of {found} more than once. Name each only once.</source>
            <translation>{kind} 多次列出了 {found} 的同一个维度。请每个只列一次。</translation>
        </message>
        <message>
            <source>{kind} needs inputs of equal shape: the first is {expected}, but input {number} is {found}. Change the layers before it, or join them by Concat.</source>
            <translation>{kind} 要求各输入形状相同：第一个输入为 {expected}，而第 {number} 个输入为 {found}。请修改前面的层，或改用 Concat 拼接。</translation>
        </message>
        <message>
            <source>{kind} needs more than one number a channel, but gets {found}. Use a LayerNorm, or less pooling before it.</source>
            <translation>{kind} 需要每个通道多于一个数，但输入为 {found}。请改用 LayerNorm，或减少前面的池化。</translation>
        </message>
        <message>
            <source>{kind} needs steps × features, but gets {found}. Put a Reshape or a Permute before it, or set output of the layer before it to sequence.</source>
            <translation>{kind} 需要时间步 × 特征，但输入为 {found}。请在其前面放一个 Reshape 或 Permute，或将前一层的 output 设为 sequence。</translation>
        </message>
        <message>
            <source>{kind} needs {wanted}, but gets {found}. Put a Reshape before it.</source>
            <translation>{kind} 需要{wanted}，但输入为 {found}。请在其前面放一个 Reshape。</translation>
        </message>
        <message>
            <source>{kind} needs {wanted}, but gets {found}. Use {other}, or put a Reshape before it.</source>
            <translation>{kind} 需要{wanted}，但输入为 {found}。请改用 {other}，或在其前面放一个 Reshape。</translation>
        </message>
        <message>
            <source>{kind} needs {what} that {by} divides, but gets {count}. Choose another {field}, or change the layer before it.</source>
            <translation>{kind} 需要能被 {by} 整除的{what}，但输入为 {count}。请选择其他 {field}，或修改前一层。</translation>
        </message>
        <message>
            <source>{kind} of at least {low}</source>
            <translation>不小于 {low} 的{kind}</translation>
        </message>
        <message>
            <source>{kind} of at most {high}</source>
            <translation>不超过 {high} 的{kind}</translation>
        </message>
        <message>
            <source>{kind} was put behind “{layer}”.</source>
            <translation>在“{layer}”后面加了 {kind}。</translation>
        </message>
        <message>
            <source>{kind} with padding_mode {mode} can't pad {width} around a size of {size}. Choose less padding or padding_mode zeros.</source>
            <translation>{kind} 在 padding_mode 为 {mode} 时无法在大小 {size} 的周围填充 {width}。请减小 padding 或将 padding_mode 设为 zeros。</translation>
        </message>
        <message>
            <source>{kind}, {shape}</source>
            <translation>{kind}，{shape}</translation>
        </message>
        <message>
            <source>{layer} as matrices</source>
            <translation>{layer} 的矩阵形式</translation>
        </message>
        <message>
            <source>{layer} at {x}: {norm}</source>
            <translation>{layer}，{x} 处：{norm}</translation>
        </message>
        <message>
            <source>{layer} frozen</source>
            <translation>{layer} 冻结</translation>
        </message>
        <message>
            <source>{layer} has no {weight}.</source>
            <translation>{layer} 没有 {weight}。</translation>
        </message>
        <message>
            <source>{layer} is no Linear layer that takes part.</source>
            <translation>{layer} 不是参与计算的 Linear 层。</translation>
        </message>
        <message>
            <source>{layer} switched on</source>
            <translation>{layer} 启用</translation>
        </message>
        <message>
            <source>{layer} takes</source>
            <translation>{layer} 的输入</translation>
        </message>
        <message>
            <source>{layer} takes its input from a layer that does not come before it.</source>
            <translation>{layer} 的输入来自不在其之前的层。</translation>
        </message>
        <message>
            <source>{layer} · switched off</source>
            <translation>{layer} · 已关闭</translation>
        </message>
        <message>
            <source>{layer} · switched on</source>
            <translation>{layer} · 已开启</translation>
        </message>
        <message>
            <source>{layer} · {name}: {own}, not {usual}</source>
            <translation>{layer} · {name}：{own}，而非 {usual}</translation>
        </message>
        <message>
            <source>{layer} ← {sources}</source>
            <translation>{layer} ← {sources}</translation>
        </message>
        <message>
            <source>{layer}, initial {tensor}</source>
            <translation>{layer} 的初始 {tensor}</translation>
        </message>
        <message>
            <source>{layer}: {reason}</source>
            <translation>{layer}：{reason}</translation>
        </message>
        <message>
            <source>{lesson} · {number} of {all}</source>
            <translation>{lesson} · {number}/{all}</translation>
        </message>
        <message>
            <source>{loss} is made for two classes, but the target is a number. It is right only where every target lies between 0 and 1.</source>
            <translation>{loss} 用于二分类，但目标是数值。只有当每个目标都在 0 与 1 之间时它才适用。</translation>
        </message>
        <message>
            <source>{loss} judges each class by itself, but every row has exactly one of {count} classes.</source>
            <translation>{loss}对每个类别单独判断，但每个样本恰好属于 {count} 个类别之一。</translation>
        </message>
        <message>
            <source>{loss} measures distances between numbers, but the target is a class: it hardly corrects mistakes that the network is sure of.</source>
            <translation>{loss}衡量的是数值之间的距离，而目标是类别：网络很有把握的错误几乎得不到纠正。</translation>
        </message>
        <message>
            <source>{loss} needs classes, but the target is a number. Use MSE, MAE or Huber.</source>
            <translation>{loss}需要类别，但目标是数值。请使用 MSE、MAE 或 Huber。</translation>
        </message>
        <message>
            <source>{loss} needs log-probabilities, but {activation} does not give them.</source>
            <translation>{loss}需要对数概率，但 {activation} 的输出不是对数概率。</translation>
        </message>
        <message>
            <source>{loss} needs log-probabilities, but “{layer}” gives any number.</source>
            <translation>{loss}需要对数概率，但“{layer}”的输出可以是任意数值。</translation>
        </message>
        <message>
            <source>{loss} needs {wanted} from “{layer}”, but it gives {found}. Change its size, or the loss.</source>
            <translation>{loss}需要“{layer}”输出 {wanted}，但它输出 {found}。请更改其大小，或更换损失。</translation>
        </message>
        <message>
            <source>{loss} {field}</source>
            <translation>{loss} {field}</translation>
        </message>
        <message>
            <source>{low} to {high}: {count}</source>
            <translation>{low} 至 {high}：{count}</translation>
        </message>
        <message>
            <source>{low} … {high}</source>
            <translation>{low} … {high}</translation>
        </message>
        <message>
            <source>{low} … {high} · zero {zeros}
mean {mean} · std {std}</source>
            <translation>{low} … {high} · 零占 {zeros}
均值 {mean} · 标准差 {std}</translation>
        </message>
        <message>
            <source>{metric} ({split}) {value} · best weights of epoch {epoch}</source>
            <translation>{split}集{metric} {value} · 第 {epoch} 轮的最佳权重</translation>
        </message>
        <message>
            <source>{metric} ({split}) {value} · untrained weights</source>
            <translation>{split}集{metric} {value} · 未训练的权重</translation>
        </message>
        <message>
            <source>{metric} ({split}) {value} · weights of epoch {epoch}</source>
            <translation>{split}集{metric} {value} · 第 {epoch} 轮的权重</translation>
        </message>
        <message>
            <source>{name}
smallest {low}, quartile {first}, median {median}, quartile {third}, largest {high}</source>
            <translation>{name}
最小值 {low}，第一四分位数 {first}，中位数 {median}，第三四分位数 {third}，最大值 {high}</translation>
        </message>
        <message>
            <source>{name} (target)</source>
            <translation>{name}（目标）</translation>
        </message>
        <message>
            <source>{name} ({share})</source>
            <translation>{name} ({share})</translation>
        </message>
        <message>
            <source>{name} = ? Press Enter to guess it.</source>
            <translation>{name} = ？按 Enter 来猜。</translation>
        </message>
        <message>
            <source>{name} = {value}, gradient {gradient}</source>
            <translation>{name} = {value}，梯度 {gradient}</translation>
        </message>
        <message>
            <source>{name} is {value}.</source>
            <translation>{name} 为 {value}。</translation>
        </message>
        <message>
            <source>{name} needs a series of at least {smallest} steps (steps × features, or a column a step), but a sample is {found}. Choose an MLP, or set the shape of the data.</source>
            <translation>{name} 需要至少 {smallest} 步的序列（步 × 特征，或每列一步），但样本为 {found}。请选择 MLP，或设置数据的形状。</translation>
        </message>
        <message>
            <source>{name} needs pictures (channels × height × width) of at least {smallest}×{smallest}, but a sample is {found}. Choose an MLP, or set the shape of the data.</source>
            <translation>{name} 需要至少 {smallest}×{smallest} 的图像（通道 × 高 × 宽），但样本为 {found}。请选择 MLP，或设置数据的形状。</translation>
        </message>
        <message>
            <source>{name} {old} → {new} after step {step}</source>
            <translation>第 {step} 步之后 {name} {old} → {new}</translation>
        </message>
        <message>
            <source>{name} {shape}</source>
            <translation>{name} {shape}</translation>
        </message>
        <message>
            <source>{name} · {kind}</source>
            <translation>{name} · {kind}</translation>
        </message>
        <message>
            <source>{name}: value above, ∂ the gradient of the loss by it</source>
            <translation>{name}：上面是值，∂ 是损失对它的梯度</translation>
        </message>
        <message>
            <source>{notes}   and {count} more</source>
            <translation>{notes}   另有 {count} 项</translation>
        </message>
        <message>
            <source>{number}: {name}</source>
            <translation>{number}：{name}</translation>
        </message>
        <message>
            <source>{of}: {count} switched on.</source>
            <translation>{of}：{count} 层处于启用状态。</translation>
        </message>
        <message>
            <source>{outputs} output · {loss}</source>
            <translation>{outputs} 个输出 · {loss}</translation>
        </message>
        <message>
            <source>{outputs} outputs · {loss}</source>
            <translation>{outputs} 个输出 · {loss}</translation>
        </message>
        <message>
            <source>{owner} can't be initialised by {kind}: {reason}.</source>
            <translation>无法用 {kind} 初始化 {owner}：{reason}。</translation>
        </message>
        <message>
            <source>{owner} has no parameter “{name}”. It has: {known}.</source>
            <translation>{owner} 没有参数“{name}”。它的参数有：{known}。</translation>
        </message>
        <message>
            <source>{owner}: {reason}</source>
            <translation>{owner}：{reason}</translation>
        </message>
        <message>
            <source>{path} after step {step}</source>
            <translation>第 {step} 步之后{path}</translation>
        </message>
        <message>
            <source>{path} is a folder: choose a file in it.</source>
            <translation>{path} 是文件夹：请选择其中的文件。</translation>
        </message>
        <message>
            <source>{path} is a folder: give the file a name.</source>
            <translation>{path} 是文件夹：请为文件命名。</translation>
        </message>
        <message>
            <source>{path} is no ordinary file: choose another.</source>
            <translation>{path} 不是普通文件：请选择其他文件。</translation>
        </message>
        <message>
            <source>{phase} · click a number to see why</source>
            <translation>{phase} · 点击一个数看缘由</translation>
        </message>
        <message>
            <source>{place} of {count}</source>
            <translation>第 {place} 个，共 {count} 个</translation>
        </message>
        <message>
            <source>{predicted}, true {true}</source>
            <translation>{predicted}，真实 {true}</translation>
        </message>
        <message>
            <source>{rate} samples/s</source>
            <translation>{rate} 样本/s</translation>
        </message>
        <message>
            <source>{reason} after {epochs} epochs, {steps} steps, {seconds}. Best loss {best} at epoch {best_epoch}. Saved to {file}.</source>
            <translation>{reason}：{epochs} 轮，{steps} 步，{seconds}。最佳损失 {best}（第 {best_epoch} 轮）。已保存到 {file}。</translation>
        </message>
        <message>
            <source>{reduction}, of the means</source>
            <translation>{reduction}，对平均值</translation>
        </message>
        <message>
            <source>{reduction}, of the sums</source>
            <translation>{reduction}，对总和</translation>
        </message>
        <message>
            <source>{rows} rows are too few for this split: no row is left for training. Give training a larger share.</source>
            <translation>{rows} 行太少，按此划分没有剩余的训练行。请增大训练集的比例。</translation>
        </message>
        <message>
            <source>{rows} rows · {columns} columns</source>
            <translation>{rows} 行 · {columns} 列</translation>
        </message>
        <message>
            <source>{rows} rows × {shape}</source>
            <translation>{rows} × {shape}</translation>
        </message>
        <message>
            <source>{rows} training rows, step {step}</source>
            <translation>{rows} 行训练数据，第 {step} 步</translation>
        </message>
        <message>
            <source>{scale} · {shown} of {all} layers, select others in the Network panel</source>
            <translation>{scale} · 共 {all} 层，显示 {shown} 层，可在网络面板中选择其他层</translation>
        </message>
        <message>
            <source>{series} {figure} at epoch {epoch}</source>
            <translation>{series} 在第 {epoch} 轮为 {figure}</translation>
        </message>
        <message>
            <source>{setting} after step {step}</source>
            <translation>第 {step} 步之后 {setting}</translation>
        </message>
        <message>
            <source>{shares} {order}, seed {seed}</source>
            <translation>{shares} {order}，种子 {seed}</translation>
        </message>
        <message>
            <source>{share} of the outputs stand at an end of {kind}, where its slope is almost 0.</source>
            <translation>{share} 的输出处在 {kind} 的两端，那里斜率几乎为 0。</translation>
        </message>
        <message>
            <source>{share} of the units are zero on every row (dead ReLU)</source>
            <translation>{share} 的单元在每一行上都为零（死亡 ReLU）</translation>
        </message>
        <message>
            <source>{share} of the units are zero on every row: nothing gets through, and no gradient comes back.</source>
            <translation>{share} 的单元在每一行上都为零：什么也通不过，梯度也回不来。</translation>
        </message>
        <message>
            <source>{shown} of {total} channels</source>
            <translation>{total} 个通道中的 {shown} 个</translation>
        </message>
        <message>
            <source>{size} a sample kept for the backward pass</source>
            <translation>每个样本为反向传播保留 {size}</translation>
        </message>
        <message>
            <source>{size} are free on this device; a tenth is left alone.</source>
            <translation>此设备空闲 {size}，其中十分之一留作余量。</translation>
        </message>
        <message>
            <source>{size} of memory at batch size {batch}</source>
            <translation>批大小为 {batch} 时占 {size} 内存</translation>
        </message>
        <message>
            <source>{size}, or {words}</source>
            <translation>{size}，或 {words}</translation>
        </message>
        <message>
            <source>{source} can't feed {target}: data flows downwards only. Move {target} below {source} first.</source>
            <translation>{source} 不能连接到 {target}：数据只能向下流动。请先把 {target} 移到 {source} 下方。</translation>
        </message>
        <message>
            <source>{split}, {count} samples</source>
            <translation>{split}集，{count} 个样本</translation>
        </message>
        <message>
            <source>{sum} from {count} more</source>
            <translation>其余 {count} 项之和 {sum}</translation>
        </message>
        <message>
            <source>{table} has no column to learn from besides the target: {reason}</source>
            <translation>除目标列外，{table} 没有可用于学习的列：{reason}</translation>
        </message>
        <message>
            <source>{table} has no column “{name}”. It has: {known}.</source>
            <translation>{table} 没有列“{name}”。现有的列：{known}。</translation>
        </message>
        <message>
            <source>{table} has no column “{name}”. Near it: {near}.</source>
            <translation>{table} 没有列“{name}”。相近的有：{near}。</translation>
        </message>
        <message>
            <source>{table} has no rows: type some in.</source>
            <translation>{table} 没有数据行：请输入几行。</translation>
        </message>
        <message>
            <source>{table} has one column only. At least two are needed: something to learn from and something to predict. If there are more, choose another delimiter.</source>
            <translation>{table} 只有一列。至少需要两列：用来学习的和要预测的。如果实际更多，请选择其他分隔符。</translation>
        </message>
        <message>
            <source>{target} already takes {source}.</source>
            <translation>{target} 已经连接了 {source}。</translation>
        </message>
        <message>
            <source>{target} can't feed itself.</source>
            <translation>{target} 不能连接到自身。</translation>
        </message>
        <message>
            <source>{target} is an input and takes no connection.</source>
            <translation>{target} 是输入，不能接受连接。</translation>
        </message>
        <message>
            <source>{target} needs its only input. Connect another layer to it instead.</source>
            <translation>{target} 只有这一个输入，不能断开。请改为把别的层连接到它。</translation>
        </message>
        <message>
            <source>{target} takes at most {count} inputs. Disconnect one of them first.</source>
            <translation>{target} 最多接受 {count} 个输入。请先断开其中一个。</translation>
        </message>
        <message>
            <source>{tensor} has no element {place}.</source>
            <translation>{tensor} 没有 {place} 这个元素。</translation>
        </message>
        <message>
            <source>{time} a step; tried on {count} of {batch} rows on {device}</source>
            <translation>每步 {time}；在 {device} 上用 {batch} 行中的 {count} 行实测</translation>
        </message>
        <message>
            <source>{time} left</source>
            <translation>剩余 {time}</translation>
        </message>
        <message>
            <source>{title} · page {number} of {count}</source>
            <translation>{title} · 第 {number} 页，共 {count} 页</translation>
        </message>
        <message>
            <source>{typed} is no place in {shape}. Give {count} numbers, counted from 0.</source>
            <translation>{typed} 不是 {shape} 中的位置。请给出 {count} 个从 0 数起的数。</translation>
        </message>
        <message>
            <source>{way}, step {step}</source>
            <translation>{way}，第 {step} 步</translation>
        </message>
        <message>
            <source>{weight} takes finite numbers only, not infinity or NaN.</source>
            <translation>{weight} 只接受有限的数，不接受无穷大或 NaN。</translation>
        </message>
        <message>
            <source>{what}: {before} → {after}</source>
            <translation>{what}：{before} → {after}</translation>
        </message>
        <message>
            <source>{where}: there is no “{name}” to show. Did you mean “{near}”?</source>
            <translation>{where}：没有可以标出的“{name}”。是不是想写“{near}”？</translation>
        </message>
        <message>
            <source>{where}: there is no “{name}” to show. docs/lessons.md lists what can be shown.</source>
            <translation>{where}：没有可以标出的“{name}”。docs/lessons.md 列出了可以标出的内容。</translation>
        </message>
        <message>
            <source>{width} input values can't be shaped as {shape}, which takes {needed}: change the shape or the columns used.</source>
            <translation>{width} 个输入值无法变形为 {shape}（需要 {needed} 个）：请更改形状或所用的列。</translation>
        </message>
        <message>
            <source>|Δw|/|w| {share}</source>
            <translation>|Δw|/|w| {share}</translation>
        </message>
        <message>
            <source>|Δw|/|w| {share} in {steps} steps</source>
            <translation>{steps} 步内 |Δw|/|w| {share}</translation>
        </message>
        <message>
            <source>· {kind}</source>
            <translation>· {kind}</translation>
        </message>
        <message>
            <source>ŷ, for y = 1</source>
            <translation>ŷ（y = 1 时）</translation>
        </message>
        <message>
            <source>α</source>
            <translation>α</translation>
        </message>
        <message>
            <source>α: depth for very negative numbers</source>
            <translation>α：极小负数处的深度</translation>
        </message>
        <message>
            <source>α: how much the neighbours count</source>
            <translation>α：相邻通道的影响程度</translation>
        </message>
        <message>
            <source>β: exponent of the division</source>
            <translation>β：除数的指数</translation>
        </message>
        <message>
            <source>β: larger is nearer to ReLU</source>
            <translation>β：越大越接近 ReLU</translation>
        </message>
        <message>
            <source>βz from which it is taken as straight</source>
            <translation>βz 超过此值时视为直线</translation>
        </message>
        <message>
            <source>β₁, β₂</source>
            <translation>β₁, β₂</translation>
        </message>
        <message>
            <source>γ</source>
            <translation>γ</translation>
        </message>
        <message>
            <source>ε</source>
            <translation>ε</translation>
        </message>
        <message>
            <source>λ: half the width of the zero range</source>
            <translation>λ：置零区间宽度的一半</translation>
        </message>
        <message>
            <source>ρ</source>
            <translation>ρ</translation>
        </message>
        <message>
            <source>ρₜ, the number of steps that v remembers, is not above 5: too few to know the spread of the gradient, so that the step is not divided by it.</source>
            <translation>ρₜ（v 所记住的步数）不超过 5：步数太少，还不知道梯度的离散程度，因此这一步不除以它。</translation>
        </message>
        <message>
            <source>‖g‖ is the length of all gradients of the network together. It is above the bound, so that all are made shorter by the same factor c.</source>
            <translation>‖g‖ 是网络全部梯度合起来的长度。它超过了上限，因此所有梯度都按同一系数 c 缩短。</translation>
        </message>
        <message>
            <source>‖g‖ is the length of all gradients of the network together. It is within the bound, so that nothing changes.</source>
            <translation>‖g‖ 是网络全部梯度合起来的长度。它没有超过上限，因此什么都不变。</translation>
        </message>
        <message>
            <source>‖Δw‖ / ‖w‖: how far one step moves the weights, as a share of their length. About 1e-3 is usual. Steadily above 1e-2 the learning rate is likely too high, below 1e-4 too low, or the layer gets hardly any gradient.</source>
            <translation>‖Δw‖ / ‖w‖：一步使权重移动多少，以其长度的比例表示。通常约为 1e-3。持续高于 1e-2 说明学习率可能过高；持续低于 1e-4 说明学习率过低，或该层几乎得不到梯度。</translation>
        </message>
        <message>
            <source>“{common}” has {ratio} times as many training rows as “{rare}”: to name the common class is mostly right, so that the rare one is hardly learnt.</source>
            <translation>“{common}”的训练样本数是“{rare}”的 {ratio} 倍：总是预测常见类别也大多正确，因此稀少的类别几乎学不到。</translation>
        </message>
        <message>
            <source>“{delimiter}” can't be a delimiter: use a comma, a semicolon, a tab or a bar.</source>
            <translation>“{delimiter}”不能用作分隔符：请使用逗号、分号、制表符或竖线。</translation>
        </message>
        <message>
            <source>“{dropout}” before “{norm}” changes the spread in training only, so that the running spread which “{norm}” keeps is wrong afterwards.</source>
            <translation>“{norm}”之前的“{dropout}”只在训练时改变标准差，因此“{norm}”保留的滑动标准差在训练之后并不正确。</translation>
        </message>
        <message>
            <source>“{dropout}” spoils the mean and the spread that “{selu}” keeps. AlphaDropout keeps them too.</source>
            <translation>“{dropout}”会破坏“{selu}”保持的均值和标准差。AlphaDropout 同样能保持它们。</translation>
        </message>
        <message>
            <source>“{file}” can't be opened: {reason}.</source>
            <translation>无法打开“{file}”：{reason}。</translation>
        </message>
        <message>
            <source>“{file}” can't be opened: {reason}. It was damaged or is no project file. Open its earlier version “{backup}”, or an autosaved one.</source>
            <translation>无法打开“{file}”：{reason}。文件已损坏或不是项目文件。请打开其上一版本“{backup}”，或自动保存的版本。</translation>
        </message>
        <message>
            <source>“{file}” can't be written: {reason}. Choose another folder.</source>
            <translation>无法写入“{file}”：{reason}。请选择其他文件夹。</translation>
        </message>
        <message>
            <source>“{file}” has never been trained. Leave out --resume.</source>
            <translation>“{file}”从未训练过。请去掉 --resume。</translation>
        </message>
        <message>
            <source>“{file}” has no tensor of the shapes of {layer} ({shapes}). Choose another file.</source>
            <translation>“{file}”中没有与 {layer} 形状相符的张量（{shapes}）。请选择其他文件。</translation>
        </message>
        <message>
            <source>“{file}” has no weights yet: train it first.</source>
            <translation>“{file}”还没有权重：请先训练。</translation>
        </message>
        <message>
            <source>“{file}” has no “{name}” any more. Choose the file again.</source>
            <translation>“{file}”中已没有“{name}”。请重新选择文件。</translation>
        </message>
        <message>
            <source>“{file}” holds no weights: it has not been trained yet. Choose another file.</source>
            <translation>“{file}”中没有权重：它还没有训练过。请选择其他文件。</translation>
        </message>
        <message>
            <source>“{file}” is a folder. Choose a project or a CSV file.</source>
            <translation>“{file}”是文件夹。请选择项目或 CSV 文件。</translation>
        </message>
        <message>
            <source>“{file}” is marked read-only and was not saved. Save under another name, or allow writing.</source>
            <translation>“{file}”被标为只读，未能保存。请另存为其他名称，或允许写入。</translation>
        </message>
        <message>
            <source>“{file}” is not written in UTF-8. Save it as UTF-8.</source>
            <translation>“{file}”不是 UTF-8 编码。请另存为 UTF-8。</translation>
        </message>
        <message>
            <source>“{file}” is too large to be a lesson.</source>
            <translation>“{file}”太大，不像课程文件。</translation>
        </message>
        <message>
            <source>“{file}” is too large to be kept in the project: at most {most} MB. Keep it beside the project instead.</source>
            <translation>“{file}”太大，无法存入项目：最多 {most} MB。请将它放在项目文件旁边。</translation>
        </message>
        <message>
            <source>“{file}” was changed on disk since it was opened. Overwrite it?</source>
            <translation>“{file}”打开之后在磁盘上被更改过。要覆盖它吗？</translation>
        </message>
        <message>
            <source>“{file}” was not saved: its name is too long.</source>
            <translation>“{file}”未能保存：文件名过长。</translation>
        </message>
        <message>
            <source>“{file}” was not saved: the disk is full. The file before is unchanged. Free some space, or save to another disk.</source>
            <translation>“{file}”未能保存：磁盘已满。原文件保持不变。请释放一些空间，或保存到其他磁盘。</translation>
        </message>
        <message>
            <source>“{file}” was not saved: there is no folder {folder}. Save to another one.</source>
            <translation>“{file}”未能保存：文件夹 {folder} 不存在。请保存到其他文件夹。</translation>
        </message>
        <message>
            <source>“{file}” was not saved: writing is not allowed in {folder}. The file before is unchanged. Save to a folder of your own.</source>
            <translation>“{file}”未能保存：没有写入 {folder} 的权限。原文件保持不变。请保存到自己的文件夹。</translation>
        </message>
        <message>
            <source>“{file}” was not saved: {reason}. The file before is unchanged. Try again, or save to another disk.</source>
            <translation>“{file}”未能保存：{reason}。原文件保持不变。请重试，或保存到其他磁盘。</translation>
        </message>
        <message>
            <source>“{file}” was saved by Netwright {newer} in format {version}; Netwright {own} reads formats up to {most}. Update the program to open it; the file is unchanged.</source>
            <translation>“{file}”由 Netwright {newer} 以格式 {version} 保存；Netwright {own} 最高支持格式 {most}。请更新程序后再打开；该文件保持不变。</translation>
        </message>
        <message>
            <source>“{first}” and “{second}” have no activation between them: together they can do no more than one Linear layer.</source>
            <translation>“{first}”和“{second}”之间没有激活函数：两层合起来等同于一个 Linear 层。</translation>
        </message>
        <message>
            <source>“{first}” and “{second}” have no activation between them: together they can do no more than one convolution.</source>
            <translation>“{first}”和“{second}”之间没有激活函数：两层合起来等同于一个卷积层。</translation>
        </message>
        <message>
            <source>“{given}” is not PATH=VALUE.</source>
            <translation>“{given}”不符合 PATH=VALUE 的格式。</translation>
        </message>
        <message>
            <source>“{layer}” adds up to 1 along dimension {dim}, but “{above}” puts the classes in dimension {right}.</source>
            <translation>“{layer}”沿第 {dim} 维归一，但“{above}”把类别放在第 {right} 维。</translation>
        </message>
        <message>
            <source>“{layer}” can't be deleted: the network takes its data there.</source>
            <translation>不能删除“{layer}”：网络从这里取得数据。</translation>
        </message>
        <message>
            <source>“{layer}” can't be switched off: the network takes its data there.</source>
            <translation>“{layer}”不能停用：网络从这里取得数据。</translation>
        </message>
        <message>
            <source>“{layer}” changes nothing: its input is {shape} already.</source>
            <translation>“{layer}”没有任何作用：其输入已经是 {shape}。</translation>
        </message>
        <message>
            <source>“{layer}” drops outputs of the network itself: the loss then sees zeros that nobody predicted.</source>
            <translation>“{layer}”丢弃的是网络自身的输出：损失会看到并非预测得出的零。</translation>
        </message>
        <message>
            <source>“{layer}” drops {share} of all numbers: what is left says too little to learn from.</source>
            <translation>“{layer}”丢弃了 {share} 的数值：剩下的不足以学到东西。</translation>
        </message>
        <message>
            <source>“{layer}” feeds no other layer, so that it learns nothing.</source>
            <translation>“{layer}”没有连接到任何层，因此学不到东西。</translation>
        </message>
        <message>
            <source>“{layer}” feeds no other layer, so that the network does not see its part of a sample. Connect it, or delete it.</source>
            <translation>“{layer}”没有连接到任何其他层，网络因此看不到样本中属于它的那一部分。请连接它，或将其删除。</translation>
        </message>
        <message>
            <source>“{layer}” gets one step of {features} numbers: with nothing before it there is nothing to remember.</source>
            <translation>“{layer}”只得到一步、{features} 个数：之前没有任何内容，也就无可记忆。</translation>
        </message>
        <message>
            <source>“{layer}” gives nothing yet. Mend what is wrong there first.</source>
            <translation>“{layer}”还没有输出。请先改正那里的问题。</translation>
        </message>
        <message>
            <source>“{layer}” goes through {steps} steps with a plain state, whose gradients fade long before the first step. Gates keep them.</source>
            <translation>“{layer}”用普通状态走过 {steps} 步，梯度远未传到第一步就已消失。门控结构能保持梯度。</translation>
        </message>
        <message>
            <source>“{layer}” has an even kernel, which padding “same” can't centre: every map is shifted by half a point.</source>
            <translation>“{layer}”的卷积核为偶数，padding 为 same 时无法居中：特征图会偏移半个点。</translation>
        </message>
        <message>
            <source>“{layer}” has p = 0: it drops nothing.</source>
            <translation>“{layer}”的 p = 0：什么也不会丢弃。</translation>
        </message>
        <message>
            <source>“{layer}” has {entries} entries, but the features name up to number {largest}.</source>
            <translation>“{layer}”只有 {entries} 个条目，但特征中的编号最大为 {largest}。</translation>
        </message>
        <message>
            <source>“{layer}” holds {share} of all weights, as it sees every point of {sizes} by itself.</source>
            <translation>“{layer}”占全部权重的 {share}，因为它单独处理 {sizes} 中的每一个点。</translation>
        </message>
        <message>
            <source>“{layer}” is an input: choose a layer below it as output.</source>
            <translation>“{layer}”是输入：请选择它下方的层作为输出。</translation>
        </message>
        <message>
            <source>“{layer}” is connected to “{ref}”, which can't be.</source>
            <translation>“{layer}”连接到了“{ref}”，这是不允许的。</translation>
        </message>
        <message>
            <source>“{layer}” is one already.</source>
            <translation>“{layer}”已经是这种层。</translation>
        </message>
        <message>
            <source>“{layer}” is the network's only output. Choose another layer as output first.</source>
            <translation>“{layer}”是网络唯一的输出。请先选择另一层作为输出。</translation>
        </message>
        <message>
            <source>“{layer}” keeps no running means: what it predicts for a row depends on the other rows of the batch.</source>
            <translation>“{layer}”不保留滑动统计量：对一个样本的预测会取决于同一批中的其他样本。</translation>
        </message>
        <message>
            <source>“{layer}” leaves a single point of the map, so that “{follower}” has nothing to slide over.</source>
            <translation>“{layer}”把特征图缩成了一个点，“{follower}”无处可滑动。</translation>
        </message>
        <message>
            <source>“{layer}” lets a single number through: what lies behind can't tell apart more than that.</source>
            <translation>“{layer}”只让一个数通过：其后的层无法区分更多信息。</translation>
        </message>
        <message>
            <source>“{layer}” looks up whole numbers from 0 on, but the features are fractions or below 0.</source>
            <translation>“{layer}”按从 0 开始的整数查表，但特征含有小数或负数。</translation>
        </message>
        <message>
            <source>“{layer}” looks up whole numbers from 0 on, but the features are scaled: most of them name no entry any more.</source>
            <translation>“{layer}”按从 0 开始的整数查表，但特征经过了缩放：其中大多数不再对应任何条目。</translation>
        </message>
        <message>
            <source>“{layer}” moves {stride} at a time with a window of {kernel}: what lies between is never seen.</source>
            <translation>“{layer}”的窗口为 {kernel}，每次移动 {stride}：中间的部分永远看不到。</translation>
        </message>
        <message>
            <source>“{layer}” needs several rows a batch to find a mean and a spread, but the batch size is 1.</source>
            <translation>“{layer}”需要每批有多个样本才能求出均值和标准差，但批大小为 1。</translation>
        </message>
        <message>
            <source>“{layer}” normalises one number at a time, which always gives 0 before its bias.</source>
            <translation>“{layer}”每次只归一化一个数，加偏置之前结果恒为 0。</translation>
        </message>
        <message>
            <source>“{layer}” normalises one number at a time, which leaves nothing of it but its sign.</source>
            <translation>“{layer}”每次只归一化一个数，结果只剩下它的符号。</translation>
        </message>
        <message>
            <source>“{layer}” on the output gives every batch the same spread, whatever the targets are.</source>
            <translation>输出处的“{layer}”使每批输出的标准差都相同，无论目标如何。</translation>
        </message>
        <message>
            <source>“{layer}” passes its input on unchanged: nothing needs it.</source>
            <translation>“{layer}”原样传递输入：没有存在的必要。</translation>
        </message>
        <message>
            <source>“{layer}” pools nothing: every number stays.</source>
            <translation>“{layer}”没有池化任何内容：每个数都原样保留。</translation>
        </message>
        <message>
            <source>“{layer}” sees a picture of {shape} row by row, {width} numbers at a time, not as a whole.</source>
            <translation>“{layer}”逐行处理 {shape} 的图像，每次只看 {width} 个数，而不是整张图像。</translation>
        </message>
        <message>
            <source>“{layer}” sees all steps at once and can't tell their order: nothing before it says where each stands.</source>
            <translation>“{layer}”同时看到所有步，无法分辨先后：前面没有任何层标明各步的位置。</translation>
        </message>
        <message>
            <source>“{layer}” stands inside the network, where its numbers must add up to 1 and hold one another back. It belongs on an output.</source>
            <translation>“{layer}”位于网络内部，其各数之和必须为 1，彼此牵制。它应当放在输出处。</translation>
        </message>
        <message>
            <source>“{layer}” takes samples of shape {expected}, but the data has {given}. Choose “Fit the network to the data”, or set the input's shape.</source>
            <translation>“{layer}”接受形状为 {expected} 的样本，但数据的形状是 {given}。请选择“让网络适配数据”，或设置输入的形状。</translation>
        </message>
        <message>
            <source>“{layer}” takes “{source}” more than once.</source>
            <translation>“{layer}”重复使用了“{source}”作为输入。</translation>
        </message>
        <message>
            <source>“{layer}” works on one number at a time, so that it always gives {number}.</source>
            <translation>“{layer}”每次只作用于一个数，因此结果恒为 {number}。</translation>
        </message>
        <message>
            <source>“{name}” can't be saved: it is no plain tensor of numbers.</source>
            <translation>无法保存“{name}”：它不是普通的数值张量。</translation>
        </message>
        <message>
            <source>“{name}” is found in {recall} of its rows, while {accuracy} of all rows are right: it has {rows} training rows, the commonest class {most}.</source>
            <translation>“{name}”只有 {recall} 的行被认出，而全部行有 {accuracy} 正确：它有 {rows} 个训练行，最常见的类别有 {most} 个。</translation>
        </message>
        <message>
            <source>“{name}” is no file and no data set. Data sets: {known}.</source>
            <translation>“{name}”既不是文件，也不是数据集。数据集有：{known}。</translation>
        </message>
        <message>
            <source>“{name}” is no plain tensor of numbers</source>
            <translation>“{name}”不是普通的数值张量</translation>
        </message>
        <message>
            <source>“{name}” is of another type</source>
            <translation>“{name}”的数据类型不同</translation>
        </message>
        <message>
            <source>“{norm}” takes away whatever the bias of “{layer}” adds: its own bias does that work.</source>
            <translation>“{layer}”的偏置所加的值会被“{norm}”全部减去：后者自己的偏置已起到这个作用。</translation>
        </message>
        <message>
            <source>“{operation}” draws random numbers in a way of its own</source>
            <translation>“{operation}”以自己的方式抽取随机数</translation>
        </message>
        <message>
            <source>“{operation}” has no twin that changes nothing.</source>
            <translation>“{operation}” 没有不修改数据的对应运算。</translation>
        </message>
        <message>
            <source>“{operation}” makes the course of a step depend on the numbers in it</source>
            <translation>“{operation}”使一步的过程取决于其中的数值</translation>
        </message>
        <message>
            <source>“{part}” is no row number. Type such as 1-3, 8.</source>
            <translation>“{part}”不是行号。请输入例如 1-3, 8。</translation>
        </message>
        <message>
            <source>“{second}” changes nothing that comes from “{first}”.</source>
            <translation>“{second}”对来自“{first}”的数值不起任何作用。</translation>
        </message>
        <message>
            <source>“{second}” gets only what “{first}” has left of its input: one of them is enough.</source>
            <translation>“{second}”得到的只是“{first}”处理后剩下的部分：保留其中一个即可。</translation>
        </message>
        <message>
            <source>“{second}” normalises what “{first}” has normalised already.</source>
            <translation>“{second}”又归一化了“{first}”已经归一化过的数值。</translation>
        </message>
        <message>
            <source>“{tensor}” was changed through another view.</source>
            <translation>“{tensor}” 通过另一个视图被修改了。</translation>
        </message>
        <message>
            <source>“{typed}” is no number.</source>
            <translation>“{typed}”不是数。</translation>
        </message>
        <message>
            <source>“{value}” in row {row} is none of the classes of “{column}”: {classes}.</source>
            <translation>第 {row} 行的“{value}”不是“{column}”的任何一个类别：{classes}。</translation>
        </message>
        <message>
            <source>“{value}” in row {row} is none of the values of “{column}”: {names}.</source>
            <translation>第 {row} 行的“{value}”不是列“{column}”的任何一个值：{names}。</translation>
        </message>
        <message>
            <source>“{value}” in row {row} of “{column}” is no number that can be used. Type one such as 0.5.</source>
            <translation>列“{column}”第 {row} 行的“{value}”不是可用的数。请输入例如 0.5。</translation>
        </message>
        <message>
            <source>∇ marks the leaves that require a gradient</source>
            <translation>∇ 标记需要梯度的叶节点</translation>
        </message>
        <message>
            <source>▲ {count} missing in {columns} columns → {treatment}</source>
            <translation>▲ {columns} 列中有 {count} 个缺失值 → {treatment}</translation>
        </message>
        <message>
            <source>▲ {count} missing in {column} → {treatment}</source>
            <translation>▲ {column} 中有 {count} 个缺失值 → {treatment}</translation>
        </message>
        <message>
            <source>▲ {note}</source>
            <translation>▲ {note}</translation>
        </message>
        <message>
            <source>＋ Add a loss term (mixed loss)</source>
            <translation>＋ 添加损失项（混合损失）</translation>
        </message>
    </context>
</TS>
